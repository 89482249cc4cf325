package org.longhaul.drive;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;

/// Segments of one drive that are written over what stands in their places, in any order.
///
/// A torn write leaves a segment that is bad, as the one before it was; nothing else is touched.
/// One thread.
public final class SegmentRewriter implements AutoCloseable {
  private static final long FILE_BYTES = 1L << 31;

  private final Drive drive;
  private final int sizeBytes;
  private final long segmentsPerFile;
  private final Map<Long, DriveFile> open = new HashMap<>();

  public SegmentRewriter(Drive drive, int sizeBytes) {
    this.drive = drive;
    this.sizeBytes = sizeBytes;
    this.segmentsPerFile = FILE_BYTES / sizeBytes;
  }

  /// Writes a record in its place; makes the file where there is none.
  public void write(long number, byte[] record) throws IOException {
    long file = number / segmentsPerFile;
    DriveFile target = open.get(file);
    if (target == null) {
      force();
      close();
      target = existingOrNew(Segments.fileName(file));
      open.put(file, target);
    }
    target.write(number % segmentsPerFile * sizeBytes, record, 0, sizeBytes);
  }

  private DriveFile existingOrNew(String name) throws IOException {
    try {
      return drive.update(name);
    } catch (NoSuchFileException e) {
      DriveFile made = drive.create(name);
      drive.forceFolder();
      return made;
    }
  }

  /// Makes all that was written survive a power cut.
  public void force() throws IOException {
    for (DriveFile file : open.values()) {
      file.force();
    }
  }

  @Override
  public void close() throws IOException {
    for (DriveFile file : open.values()) {
      file.close();
    }
    open.clear();
  }
}
