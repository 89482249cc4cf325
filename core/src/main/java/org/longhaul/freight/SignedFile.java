package org.longhaul.freight;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import org.longhaul.catalogue.Sha256;
import org.longhaul.drive.Drive;
import org.longhaul.drive.DriveFile;

/// A file on a drive whose digest was signed.
final class SignedFile {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final String ASIDE = ".new";

  private SignedFile() {}

  /// Whether a file is what was signed.
  static boolean holds(Drive drive, String name, byte[] sha256, Progress progress)
      throws StoppedException {
    try (DriveFile file = drive.open(name)) {
      return MessageDigest.isEqual(read(file, new Nowhere(), progress), sha256);
    } catch (StoppedException e) {
      throw e;
    } catch (IOException e) {
      return false;
    }
  }

  /// Copies a file from another drive, and puts it in its place only when it is what was signed.
  ///
  /// @return whether it was
  /// @throws IOException when the drive that it is copied to does not take it
  static boolean copy(Drive from, Drive to, String name, byte[] sha256, Progress progress)
      throws IOException {
    if (!holds(from, name, sha256, Progress.SILENT)) {
      return false;
    }
    String aside = name + ASIDE;
    remove(to, aside);
    try (DriveFile source = from.open(name);
        DriveFile target = to.create(aside)) {
      byte[] digest =
          read(source, (at, bytes, length) -> target.write(at, bytes, 0, length), progress);
      if (!MessageDigest.isEqual(digest, sha256)) {
        return false;
      }
      target.force();
    }
    to.rename(aside, name);
    to.forceFolder();
    return true;
  }

  /// Removes a file if there is one of that name.
  static void remove(Drive drive, String name) throws IOException {
    try {
      drive.delete(name);
    } catch (NoSuchFileException e) {
      return;
    }
  }

  /// Where the bytes go that are read.
  @FunctionalInterface
  private interface Sink {
    void take(long at, byte[] bytes, int length) throws IOException;
  }

  private record Nowhere() implements Sink {
    @Override
    public void take(long at, byte[] bytes, int length) {}
  }

  private static byte[] read(DriveFile file, Sink sink, Progress progress) throws IOException {
    MessageDigest digest = Sha256.start();
    byte[] buffer = new byte[BUFFER_BYTES];
    long at = 0;
    int got = file.read(at, buffer, 0, buffer.length);
    while (got > 0) {
      progress.checkStopped();
      digest.update(buffer, 0, got);
      sink.take(at, buffer, got);
      progress.advance(got);
      at += got;
      got = file.read(at, buffer, 0, buffer.length);
    }
    return digest.digest();
  }
}
