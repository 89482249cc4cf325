package org.longhaul.drive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.longhaul.sealing.Algorithms;

/// The SHA-256 of every segment of a drive, in a file whose own digest the sender signs: so that a
/// drive can be proven bit for bit by whoever has the sender's public key, and no other.
///
/// FORMAT.md, "Digests", is the specification.
public final class SegmentDigests {
  private static final byte[] MAGIC = "LHDIGv01".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = 64;
  private static final int DIGEST_BYTES = 32;
  private static final int BUFFER_BYTES = 256 * DIGEST_BYTES;

  private SegmentDigests() {}

  private static byte[] header(SegmentFormat format, int drive) {
    return ByteBuffer.allocate(HEADER_BYTES)
        .put(MAGIC)
        .putLong(format.leg().high())
        .putLong(format.leg().low())
        .putInt(drive)
        .putInt(format.sizeBytes())
        .array();
  }

  /// Whether the list on a drive is the one that the sender signed. Reads all of it, which is a
  /// two-thousandth of the segments or less.
  public static boolean isSigned(Drive drive, SegmentFormat format, int number, byte[] signed) {
    byte[] buffer = new byte[BUFFER_BYTES];
    MessageDigest whole = Algorithms.sha256();
    try (DriveFile file = drive.open(LegFiles.DIGESTS)) {
      int got = file.read(0, buffer, 0, buffer.length);
      byte[] header = header(format, number);
      boolean starts =
          got >= HEADER_BYTES
              && java.util.Arrays.equals(buffer, 0, HEADER_BYTES, header, 0, HEADER_BYTES);
      for (long at = 0; got > 0; got = file.read(at, buffer, 0, buffer.length)) {
        whole.update(buffer, 0, got);
        at += got;
      }
      return starts && MessageDigest.isEqual(whole.digest(), signed);
    } catch (IOException e) {
      return false;
    }
  }

  /// Writes the list, while the segments are written. One thread.
  public static final class Writer implements AutoCloseable {
    private final DriveFile file;
    private final MessageDigest whole = Algorithms.sha256();
    private final MessageDigest each = Algorithms.sha256();
    private final ByteBuffer held = ByteBuffer.allocate(BUFFER_BYTES);
    private long written;

    public Writer(Drive drive, SegmentFormat format, int number) throws IOException {
      this(drive, format, number, LegFiles.DIGESTS);
    }

    /// @param name how the file is called until it is known to be right
    public Writer(Drive drive, SegmentFormat format, int number, String name) throws IOException {
      file = drive.create(name);
      held.put(header(format, number));
    }

    /// Adds the next segment.
    public void add(byte[] record) throws IOException {
      if (held.remaining() < DIGEST_BYTES) {
        flush();
      }
      held.put(each.digest(record));
    }

    private void flush() throws IOException {
      whole.update(held.array(), 0, held.position());
      file.write(written, held.array(), 0, held.position());
      written += held.position();
      held.clear();
    }

    /// Makes the list durable.
    ///
    /// @return the digest of the file
    public byte[] finish() throws IOException {
      flush();
      file.force();
      file.close();
      return whole.digest();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /// Compares segments with the list, in order. What it says holds only when [#proven] says so at
  /// the end. One thread.
  public static final class Reader implements AutoCloseable {
    private final DriveFile file;
    private final byte[] header;
    private final MessageDigest whole = Algorithms.sha256();
    private final MessageDigest each = Algorithms.sha256();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int filled;
    private long position;

    public Reader(Drive drive, SegmentFormat format, int number) throws IOException {
      file = drive.open(LegFiles.DIGESTS);
      header = header(format, number);
    }

    /// Whether the next segment is the one that was listed.
    ///
    /// @param record the segment, or null where it could not be read
    public boolean next(byte @org.jspecify.annotations.Nullable [] record) throws IOException {
      if (position == 0 && at == filled) {
        refill();
        at = Math.min(HEADER_BYTES, filled);
      }
      if (at == filled) {
        refill();
      }
      if (filled - at < DIGEST_BYTES) {
        at = filled;
        return false;
      }
      byte[] got = record == null ? new byte[0] : each.digest(record);
      boolean same =
          MessageDigest.isEqual(got, java.util.Arrays.copyOfRange(buffer, at, at + DIGEST_BYTES));
      at += DIGEST_BYTES;
      return same;
    }

    private void refill() throws IOException {
      filled = file.read(position, buffer, 0, buffer.length);
      at = 0;
      whole.update(buffer, 0, filled);
      position += filled;
    }

    /// Whether the list was the signed one and ended with the last segment.
    public boolean proven(byte[] signed) throws IOException {
      if (position == 0) {
        refill();
        at = Math.min(HEADER_BYTES, filled);
      }
      boolean ended = at == filled;
      if (ended && filled == buffer.length) {
        refill();
        ended = filled == 0;
      }
      return ended
          && file.sizeBytes() == position
          && MessageDigest.isEqual(whole.digest(), signed)
          && startsRight();
    }

    private boolean startsRight() throws IOException {
      byte[] start = new byte[HEADER_BYTES];
      return file.read(0, start, 0, start.length) == start.length
          && MessageDigest.isEqual(start, header);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
