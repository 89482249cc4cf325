package org.longhaul.tree;

import java.io.IOException;
import org.longhaul.shipment.Status;

/// An open file of this host.
final class OpenFile implements SourceFile {
  private static final byte[] NO_PATH = new byte[0];

  private final int descriptor;
  private final Place place;

  OpenFile(int descriptor, Place place) {
    this.descriptor = descriptor;
    this.place = place;
  }

  /// Tells where a file stands, for a message: most files never need it.
  @FunctionalInterface
  interface Place {
    String where();
  }

  @Override
  public Status status() throws IOException {
    Statx statx = new Statx();
    int result = Libc.statx(descriptor, NO_PATH, Libc.AT_EMPTY_PATH, statx);
    if (result < 0) {
      throw new TreeException(-result, "Cannot look at", place.where());
    }
    return statx.status();
  }

  @Override
  public int readAt(long position, byte[] into, int offset, int length) throws IOException {
    return readAt(descriptor, place, position, into, offset, length);
  }

  static int readAt(int descriptor, Place place, long position, byte[] into, int offset, int length)
      throws TreeException {
    int done = 0;
    while (done < length) {
      int got = Libc.pread(descriptor, into, offset + done, length - done, position + done);
      if (got == 0) {
        break;
      }
      if (got < 0 && got != -Libc.EINTR) {
        throw new TreeException(-got, "Cannot read", place.where());
      }
      done += Math.max(0, got);
    }
    return done;
  }

  @Override
  public void close() {
    Libc.close(descriptor);
  }
}
