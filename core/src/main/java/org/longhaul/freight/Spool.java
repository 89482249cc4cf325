package org.longhaul.freight;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.longhaul.catalogue.ByteSink;
import org.longhaul.catalogue.ByteSource;

/// Records that wait on the host's own disk, so that memory does not grow with their number.
///
/// Written by one thread, then read by any number of readers. The file has no name any more once it
/// is open, where the system allows that; in any case it goes when the spool is closed.
final class Spool implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 17;

  private final FileChannel channel;
  private final ByteSink buffer = new ByteSink();
  private long flushed;

  Spool(Path folder, String name) throws IOException {
    Path file = Files.createTempFile(folder, "longhaul-" + name + "-", ".spool");
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    Files.deleteIfExists(file);
  }

  private Spool(FileChannel channel, long flushed) {
    this.channel = channel;
    this.flushed = flushed;
  }

  /// A spool in a file that stays, made anew.
  static Spool create(Path file) throws IOException {
    return new Spool(
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE),
        0);
  }

  /// A spool that stayed from before, to be read.
  static Spool open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    return new Spool(channel, channel.size());
  }

  /// Makes all records durable.
  void force() throws IOException {
    flush();
    channel.force(true);
  }

  /// Adds a record.
  ///
  /// @return its position, for [#from]
  long add(ByteSink entry) throws IOException {
    long position = flushed + buffer.length();
    buffer.number(entry.length()).raw(entry.array(), 0, entry.length());
    if (buffer.length() >= BUFFER_BYTES) {
      flush();
    }
    return position;
  }

  /// Where the next record will stand.
  long end() {
    return flushed + buffer.length();
  }

  void flush() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(buffer.array(), 0, buffer.length());
    while (bytes.hasRemaining()) {
      flushed += channel.write(bytes, flushed);
    }
    buffer.clear();
  }

  /// A reader that begins at a record's position. All records have been flushed.
  Reader from(long position) {
    return new Reader(position);
  }

  /// Reads records in order.
  final class Reader {
    private final byte[] window = new byte[BUFFER_BYTES];
    private long windowAt;
    private int filled;
    private int at;

    private Reader(long position) {
      windowAt = position;
    }

    boolean hasNext() {
      return windowAt + at < flushed;
    }

    /// The position of the record that [#next] gives.
    long position() {
      return windowAt + at;
    }

    ByteSource next() throws IOException {
      long length = 0;
      int shift = 0;
      int octet;
      do {
        octet = octet();
        length |= (long) (octet & 0x7F) << shift;
        shift += 7;
      } while (octet >= 0x80);
      byte[] bytes = new byte[(int) length];
      int done = 0;
      while (done < bytes.length) {
        refill();
        int take = Math.min(bytes.length - done, filled - at);
        System.arraycopy(window, at, bytes, done, take);
        at += take;
        done += take;
      }
      return new ByteSource("A record of the survey", bytes, 0, bytes.length);
    }

    private int octet() throws IOException {
      refill();
      return window[at++] & 0xFF;
    }

    private void refill() throws IOException {
      if (at < filled) {
        return;
      }
      windowAt += filled;
      at = 0;
      filled = channel.read(ByteBuffer.wrap(window), windowAt);
      if (filled <= 0) {
        throw new EOFException("The survey's spool has been cut short.");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
