package org.longhaul.freight;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.Sha256;
import org.longhaul.drive.Access;
import org.longhaul.drive.Drive;
import org.longhaul.drive.LegFiles;
import org.longhaul.drive.Root;
import org.longhaul.drive.SmallFile;
import org.longhaul.sealing.Envelope;
import org.longhaul.sealing.KeyProblem;
import org.longhaul.sealing.VerifyingKey;

/// The wrapped key of one drive, as the sender vouches for it.
///
/// @param wrapped the age file
/// @param revision 0 as it was sealed; otherwise of the change that the sender signed
record KeyFiles(byte[] wrapped, long revision) {
  /// Reads the wrapped key, and refuses one that the sender has not signed.
  static KeyFiles read(Drive drive, Root root, VerifyingKey sender) throws IOException {
    byte[] wrapped = SmallFile.read(drive, LegFiles.KEY);
    byte[] digest = Sha256.of(wrapped);
    Access access = access(drive, root, sender);
    if (access != null
        && (MessageDigest.isEqual(digest, access.keySha256())
            || MessageDigest.isEqual(digest, access.replacedSha256()))) {
      return new KeyFiles(wrapped, access.revision());
    }
    if (MessageDigest.isEqual(digest, root.keySha256())) {
      return new KeyFiles(wrapped, access == null ? 0 : access.revision());
    }
    throw new KeyProblem(
        "The wrapped key on %s is not the one that the sender signed: somebody changed it."
            .formatted(drive.name()));
  }

  private static @Nullable Access access(Drive drive, Root root, VerifyingKey sender)
      throws IOException {
    byte[] written;
    try {
      written = SmallFile.read(drive, LegFiles.ACCESS);
    } catch (NoSuchFileException e) {
      return null;
    }
    String where = "The signed change of the key on " + drive.name();
    Envelope envelope = Envelope.open(where, written);
    if (!envelope.payloadType().equals(Root.PAYLOAD_TYPE)
        || !envelope.sender().fingerprint().equals(sender.fingerprint())) {
      throw new KeyProblem(where + " was not signed by the sender of the leg.");
    }
    Access access = Access.parse(where, envelope.payload());
    if (!access.leg().equals(root.leg())) {
      throw new KeyProblem(where + " is of another leg.");
    }
    return access;
  }
}
