package org.longhaul.drive;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// The segments of one drive, in order, in files of at most 2 GiB that every file system can hold.
///
/// One thread at a time.
public final class Segments implements AutoCloseable {
  private static final long FILE_BYTES = 1L << 31;

  private final Drive drive;
  private final int sizeBytes;
  private final long segmentsPerFile;
  private final Map<Long, DriveFile> open = new HashMap<>();

  public Segments(Drive drive, int sizeBytes) {
    this.drive = drive;
    this.sizeBytes = sizeBytes;
    this.segmentsPerFile = FILE_BYTES / sizeBytes;
  }

  /// The name of a segments file.
  ///
  /// @param file its number, from 0
  public static String fileName(long file) {
    return "segments-%04d.lhs".formatted(file);
  }

  /// Whether a name is that of a segments file of a drive with so many segments.
  public static boolean isFile(String name, long segments, int sizeBytes) {
    long perFile = FILE_BYTES / sizeBytes;
    if (!name.matches("segments-[0-9]{4,10}\\.lhs")) {
      return false;
    }
    long file = Long.parseLong(name.substring(9, name.length() - 4));
    return name.equals(fileName(file)) && file * perFile < segments;
  }

  /// How long a segments file is on a drive with so many segments.
  ///
  /// @param name one for which [#isFile] holds
  public static long fileBytes(String name, long segments, int sizeBytes) {
    long perFile = FILE_BYTES / sizeBytes;
    long before = Long.parseLong(name.substring(9, name.length() - 4)) * perFile;
    return Math.min(perFile, segments - before) * sizeBytes;
  }

  /// How many segments the files on a drive can hold, by their lengths.
  ///
  /// @param most how many there should be; files behind those do not count
  public static long held(Drive drive, int sizeBytes, long most) throws IOException {
    long perFile = FILE_BYTES / sizeBytes;
    long held = 0;
    for (String name : drive.list()) {
      if (isFile(name, most, sizeBytes)) {
        long file = Long.parseLong(name.substring(9, name.length() - 4));
        long bytes = Math.min(lengthOf(drive, name), FILE_BYTES);
        long segments = (bytes + sizeBytes - 1) / sizeBytes;
        held = Math.max(held, segments == 0 ? 0 : file * perFile + segments);
      }
    }
    return Math.min(held, most);
  }

  /// What cannot be opened gives no segment, so it counts as empty.
  private static long lengthOf(Drive drive, String name) {
    try (DriveFile file = drive.open(name)) {
      return file.sizeBytes();
    } catch (IOException e) {
      return 0;
    }
  }

  /// Writes a record in its place.
  public void write(long number, byte[] record) throws IOException {
    long file = number / segmentsPerFile;
    DriveFile target = open.get(file);
    if (target == null) {
      // Writing is sequential: what came before is complete, and made durable while it is still
      // few.
      forceAndClose();
      target = drive.create(fileName(file));
      open.put(file, target);
    }
    target.write(number % segmentsPerFile * sizeBytes, record, 0, sizeBytes);
  }

  /// Reads a record.
  ///
  /// @return false when it is not there or cannot be read
  public boolean read(long number, byte[] record) {
    long file = number / segmentsPerFile;
    try {
      DriveFile source = open.get(file);
      if (source == null) {
        close();
        source = drive.open(fileName(file));
        open.put(file, source);
      }
      long position = number % segmentsPerFile * sizeBytes;
      return source.read(position, record, 0, sizeBytes) == sizeBytes;
    } catch (IOException e) {
      return false;
    }
  }

  /// Makes all that was written survive a power cut.
  public void forceAndClose() throws IOException {
    for (DriveFile file : open.values()) {
      file.force();
    }
    close();
  }

  @Override
  public void close() throws IOException {
    for (DriveFile file : open.values()) {
      file.close();
    }
    open.clear();
  }
}
