package org.longhaul.drive;

import java.io.EOFException;
import java.io.IOException;

/// One open file on a drive. Positions are bytes from its start.
public interface DriveFile extends AutoCloseable {
  /// Reads up to `length` bytes; fewer only at the end of the file.
  ///
  /// @return the number of bytes read, 0 at or past the end
  int read(long position, byte[] into, int offset, int length) throws IOException;

  /// Writes all of `length` bytes.
  void write(long position, byte[] from, int offset, int length) throws IOException;

  /// Cuts the file to a length that it has or is longer than.
  void truncate(long sizeBytes) throws IOException;

  /// Makes what was written survive a power cut. A failed force is final: the file must be written
  /// anew.
  void force() throws IOException;

  /// The file's length in bytes.
  long sizeBytes() throws IOException;

  @Override
  void close() throws IOException;

  /// Reads exactly `length` bytes.
  ///
  /// @throws EOFException when the file ends before that
  default void readFully(long position, byte[] into, int offset, int length) throws IOException {
    int got = read(position, into, offset, length);
    if (got < length) {
      throw new EOFException(
          "The file ends after %,d bytes; %,d more were expected."
              .formatted(position + got, length - got));
    }
  }
}
