package org.longhaul.drive;

import java.io.IOException;

/// The small files of a drive, written and read whole.
public final class SmallFile {
  /// No small file is longer, in bytes.
  private static final int MAX_BYTES = 1 << 22;

  /// What a file's name ends with while it is written.
  public static final String ASIDE = ".new";

  private SmallFile() {}

  /// Writes a file so that after a power cut there is the old one or the new one.
  public static void write(Drive drive, String name, byte[] content) throws IOException {
    String aside = name + ASIDE;
    if (drive.list().contains(aside)) {
      drive.delete(aside);
    }
    try (DriveFile file = drive.create(aside)) {
      file.write(0, content, 0, content.length);
      file.force();
    }
    drive.rename(aside, name);
    drive.forceFolder();
  }

  /// Reads a file that may come from anywhere.
  ///
  /// @throws java.nio.file.NoSuchFileException when there is none of that name
  public static byte[] read(Drive drive, String name) throws IOException {
    try (DriveFile file = drive.open(name)) {
      long size = file.sizeBytes();
      if (size > MAX_BYTES) {
        throw new MalformedException(
            "%s on %s is longer than any that Longhaul writes.".formatted(name, drive.name()));
      }
      byte[] content = new byte[(int) size];
      file.readFully(0, content, 0, content.length);
      return content;
    }
  }
}
