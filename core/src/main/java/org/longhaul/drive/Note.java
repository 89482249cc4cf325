package org.longhaul.drive;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The plain-text note on every drive: what it is, and how to read it.
public final class Note {
  /// The file's name on a drive.
  public static final String FILE = "README.txt";

  private Note() {}

  public static byte[] of(Label label, String senderFingerprint) {
    String text =
        """
        This drive is part of a shipment of data, made by Longhaul.

        It is drive %s (number %d of %d)%s of the leg
        %s.
        The data on it is encrypted. Any %d of the %d drives may be lost
        and everything can still be read from the others.

        If you have found this drive: nothing on it can be read without the
        recipient's key. Please give it back to whoever is responsible for it.

        If you are the recipient, put the drives that you have into one or
        more hosts, mount them, and type

            longhaul verify DRIVE...
            longhaul unpack DRIVE... --into FOLDER -i IDENTITY_FILE

        Files: label.json says what this drive is. key.age holds the key, in
        the age format (age-encryption.org/v1). root.json is the sender's
        signature (in-toto statement in a DSSE envelope) of
        %s.
        catalogue.lhc is the sealed list of all files; segments-*.lhs hold the
        data. FORMAT.md in the Longhaul project specifies every byte.
        """
            .formatted(
                label.driveName(),
                label.number() + 1,
                label.geometry().drives(),
                inCase(label.caseName()),
                label.leg(),
                label.geometry().parity(),
                label.geometry().drives(),
                senderFingerprint);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String inCase(@Nullable String caseName) {
    return caseName == null ? "" : ", in case " + caseName + ",";
  }
}
