package org.longhaul.freight;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.Sha256;
import org.longhaul.drive.Drive;
import org.longhaul.drive.Label;
import org.longhaul.drive.LegFiles;
import org.longhaul.drive.Note;
import org.longhaul.drive.Root;
import org.longhaul.drive.SmallFile;

/// The small files that stand around the segments of a leg's drives, as they were sealed: taken
/// from drives that are here, or made again and compared with what was signed.
///
/// @param root the signed root, the same on all drives
/// @param begun what all labels of the leg say of their beginning
/// @param key the wrapped key, of the latest revision that is here
/// @param access the sender's word for a key that was changed after sealing; null when there is
///   none
record DriveDocuments(Leg leg, byte[] root, String begun, byte[] key, byte @Nullable [] access) {
  /// Collects them.
  ///
  /// @param leg only with drives whose label and root are right
  static DriveDocuments of(Leg leg) throws IOException {
    Map<String, Integer> roots = new HashMap<>();
    byte[] root = new byte[0];
    int most = 0;
    String begun = "";
    KeyFiles best = null;
    byte[] access = null;
    for (Drive drive : leg.present()) {
      byte[] written = SmallFile.read(drive, Root.FILE);
      int count = roots.merge(HexFormat.of().formatHex(Sha256.of(written)), 1, Integer::sum);
      if (count > most) {
        most = count;
        root = written;
      }
      begun = Label.parse("The label", SmallFile.read(drive, Label.FILE)).begun();
      KeyFiles key = key(leg, drive);
      if (key != null && (best == null || key.revision() > best.revision())) {
        access = optional(drive, LegFiles.ACCESS);
        best = key;
      }
    }
    if (best == null) {
      throw new DriveProblem(
          "No drive here has a wrapped key that the sender signed. Nothing was changed.");
    }
    return new DriveDocuments(leg, root, begun, best.wrapped(), access);
  }

  private static @Nullable KeyFiles key(Leg leg, Drive drive) {
    try {
      return KeyFiles.read(drive, leg.root(), leg.sender());
    } catch (IOException e) {
      // Another drive has the same key.
      return null;
    }
  }

  private static byte @Nullable [] optional(Drive drive, String name) throws IOException {
    try {
      return SmallFile.read(drive, name);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /// A drive's label.
  Label label(int number, Label.State state) {
    Root all = leg.root();
    Root.DriveEntry entry = all.drives().get(number);
    return new Label(
        all.leg(),
        all.geometry(),
        number,
        entry.name(),
        entry.caseName(),
        all.segmentBytes(),
        state,
        begun);
  }

  /// The sealed label of a drive.
  ///
  /// @throws DriveProblem when it comes out otherwise than it was signed
  byte[] sealedLabel(int number) throws DriveProblem {
    return signed(
        label(number, Label.State.SEALED).written(),
        leg.root().drives().get(number).labelSha256(),
        number,
        Label.FILE);
  }

  /// The note of a drive.
  ///
  /// @throws DriveProblem when it comes out otherwise than it was signed
  byte[] note(int number) throws DriveProblem {
    return signed(
        Note.of(label(number, Label.State.SEALED), leg.sender().fingerprint()),
        leg.root().drives().get(number).noteSha256(),
        number,
        Note.FILE);
  }

  private byte[] signed(byte[] made, byte[] digest, int number, String name) throws DriveProblem {
    if (!MessageDigest.isEqual(Sha256.of(made), digest)) {
      throw new DriveProblem(
          """
          %s of %s cannot be made again as it was signed: another version of Longhaul wrote it. What \
          was to be repaired is as it was; take the version that packed this leg.\
          """
              .formatted(name, leg.root().drives().get(number).name()));
    }
    return made;
  }

  /// Puts the wrapped key on a drive, after the sender's word for it.
  void writeKey(Drive drive) throws IOException {
    byte[] word = access;
    if (word != null) {
      SmallFile.write(drive, LegFiles.ACCESS, word);
    }
    SmallFile.write(drive, LegFiles.KEY, key);
  }
}
