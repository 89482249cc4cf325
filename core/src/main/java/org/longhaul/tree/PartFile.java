package org.longhaul.tree;

import java.io.IOException;
import java.util.Arrays;
import org.longhaul.shipment.Kind;
import org.longhaul.shipment.Status;
import org.longhaul.shipment.TreePath;

/// A file of this host that is being written.
final class PartFile implements TargetFile {
  private static final byte[] NO_PATH = new byte[0];
  private static final int HOLE_BYTES = 4096;
  private static final byte[] ZEROS = new byte[HOLE_BYTES];

  private final HostTarget tree;
  private final FolderCache.Lease parent;
  private final int descriptor;
  private final byte[] partName;
  private final TreePath path;
  private final boolean sparse;
  private long written;
  private boolean kept;
  private boolean closed;

  PartFile(
      HostTarget tree,
      FolderCache.Lease parent,
      int descriptor,
      byte[] partName,
      TreePath path,
      boolean sparse) {
    this.tree = tree;
    this.parent = parent;
    this.descriptor = descriptor;
    this.partName = partName;
    this.path = path;
    this.sparse = sparse;
  }

  void setLength(long sizeBytes) throws TreeException {
    int set = Libc.ftruncate(descriptor, sizeBytes);
    if (set < 0) {
      close();
    }
    tree.check(set, "Cannot set the length of", path);
  }

  @Override
  public Status status() throws IOException {
    return new OpenFile(descriptor, () -> tree.where(path)).status();
  }

  @Override
  public int readAt(long position, byte[] into, int offset, int length) throws IOException {
    return OpenFile.readAt(descriptor, () -> tree.where(path), position, into, offset, length);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    writeAt(written, from, offset, length);
    written += length;
  }

  @Override
  public void writeAt(long position, byte[] from, int offset, int length) throws IOException {
    if (!sparse) {
      put(position, from, offset, length);
      return;
    }
    int start = 0;
    for (int at = 0; at < length; ) {
      int step = (int) Math.min(length - at, HOLE_BYTES - (position + at) % HOLE_BYTES);
      boolean hole = Arrays.equals(from, offset + at, offset + at + step, ZEROS, 0, step);
      if (hole) {
        put(position + start, from, offset + start, at - start);
        start = at + step;
      }
      at += step;
    }
    put(position + start, from, offset + start, length - start);
  }

  private void put(long position, byte[] from, int offset, int length) throws TreeException {
    int done = 0;
    while (done < length) {
      int put = Libc.pwrite(descriptor, from, offset + done, length - done, position + done);
      if (put != -Libc.EINTR) {
        tree.check(put, "Cannot write", path);
        done += put;
      }
    }
  }

  @Override
  public void keep(TargetTree.Attributes attributes) throws IOException {
    tree.set(descriptor, descriptor, NO_PATH, Kind.FILE, attributes, path);
    int renamed = Libc.rename(parent.descriptor(), partName, path.name(), tree.mayReplace());
    if (renamed == -Libc.EINVAL && !tree.mayReplace()) {
      // Some file systems cannot rename only to a free name; the name was free at the start.
      renamed = Libc.rename(parent.descriptor(), partName, path.name(), true);
    }
    tree.check(renamed, "Cannot give the file its name", path);
    kept = true;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    Libc.close(descriptor);
    if (!kept) {
      int _ = Libc.unlinkat(parent.descriptor(), partName);
    }
    parent.close();
  }
}
