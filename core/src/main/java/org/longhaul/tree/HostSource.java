package org.longhaul.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.longhaul.shipment.Kind;
import org.longhaul.shipment.Status;
import org.longhaul.shipment.TreePath;
import org.longhaul.shipment.Xattr;

/// The tree below a folder of this host, as its file system has it.
final class HostSource implements SourceTree {
  private static final int LISTING_BYTES = 1 << 16;
  private static final int NAME_AT = 19;
  private static final int MAX_LINK_BYTES = 4096;

  /// So many names of a folder are looked at together, on all cores.
  private static final int SLICE_NAMES = 4096;

  /// Fewer are not worth the trouble.
  private static final int LEAST_NAMES = 64;

  private static final byte[] NO_PATH = new byte[0];

  private final String name;
  private final int top;
  private final Xattrs xattrs = new Xattrs();
  private final FolderCache folders;

  private HostSource(String name, int top) {
    this.name = name;
    this.top = top;
    this.folders = new FolderCache(top, name);
  }

  static HostSource open(Path folder) throws IOException {
    byte[] path = folder.toString().getBytes(StandardCharsets.UTF_8);
    int top = Libc.openat(Libc.AT_FDCWD, path, Libc.O_RDONLY | Libc.O_DIRECTORY, 0);
    if (top < 0) {
      throw new TreeException(-top, "Cannot open", folder.toString());
    }
    return new HostSource(folder.toString(), top);
  }

  @Override
  public void walk(Visitor visitor) throws IOException {
    Seen seen = look(top, NO_PATH, TreePath.TOP);
    if (visitor.entry(TreePath.TOP, seen.status(), null, seen.xattrs())) {
      walk(visitor, top, TreePath.TOP);
    }
  }

  /// Visits one name of the top folder, and what is in it.
  void walkOnly(byte[] child, Visitor visitor) throws IOException {
    TreePath path = TreePath.TOP.child(child);
    try {
      visit(visitor, top, child, look(top, child, path));
    } catch (TreeException e) {
      visitor.unreadable(path, e);
    }
  }

  private void walk(Visitor visitor, int folder, TreePath at) throws IOException {
    List<byte[]> names;
    try {
      names = names(folder, at);
    } catch (TreeException e) {
      visitor.unreadable(at, e);
      return;
    }
    for (int from = 0; from < names.size(); from += SLICE_NAMES) {
      List<byte[]> slice = names.subList(from, Math.min(names.size(), from + SLICE_NAMES));
      Object[] seen = look(folder, slice, at);
      for (int i = 0; i < seen.length; i++) {
        try {
          if (seen[i] instanceof Seen it) {
            visit(visitor, folder, slice.get(i), it);
          } else {
            throw (TreeException) seen[i];
          }
        } catch (TreeException e) {
          visitor.unreadable(at.child(slice.get(i)), e);
        }
      }
    }
  }

  /// What the system tells of a name.
  private record Seen(TreePath path, Status status, byte @Nullable [] link, List<Xattr> xattrs) {}

  /// Looks at names of a folder, many at once where there are many.
  ///
  /// @return for each a [Seen], or the [TreeException] that came instead
  private Object[] look(int folder, List<byte[]> names, TreePath at) {
    Object[] seen = new Object[names.size()];
    IntStream all = IntStream.range(0, seen.length);
    (seen.length < LEAST_NAMES ? all : all.parallel())
        .forEach(i -> {
          try {
            seen[i] = look(folder, names.get(i), at.child(names.get(i)));
          } catch (TreeException e) {
            seen[i] = e;
          }
        });
    return seen;
  }

  private Seen look(int folder, byte[] child, TreePath path) throws TreeException {
    Status status = status(new Statx(), folder, child, path);
    byte[] link = status.kind() == Kind.LINK ? link(folder, child, path) : null;
    return new Seen(path, status, link, xattrs.of(folder, child));
  }

  private void visit(Visitor visitor, int folder, byte[] child, Seen seen) throws IOException {
    TreePath path = seen.path();
    if (!visitor.entry(path, seen.status(), seen.link(), seen.xattrs())
        || seen.status().kind() != Kind.FOLDER) {
      return;
    }
    int inside = Libc.openat(folder, child, Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_NOFOLLOW, 0);
    if (inside < 0) {
      throw new TreeException(-inside, "Cannot list", where(path));
    }
    try {
      walk(visitor, inside, path);
    } finally {
      Libc.close(inside);
    }
  }

  private Status status(Statx statx, int folder, byte[] child, TreePath path) throws TreeException {
    int flags = Libc.AT_SYMLINK_NOFOLLOW | (child.length == 0 ? Libc.AT_EMPTY_PATH : 0);
    int result = Libc.statx(folder, child, flags, statx);
    if (result < 0) {
      throw new TreeException(-result, "Cannot look at", where(path));
    }
    return statx.status();
  }

  private byte[] link(int folder, byte[] child, TreePath path) throws TreeException {
    byte[] target = new byte[MAX_LINK_BYTES];
    int length = Libc.readlinkat(folder, child, target);
    if (length < 0) {
      throw new TreeException(-length, "Cannot read the link", where(path));
    }
    return Arrays.copyOf(target, length);
  }

  private List<byte[]> names(int folder, TreePath at) throws TreeException {
    List<byte[]> names = new ArrayList<>();
    byte[] listing = new byte[LISTING_BYTES];
    ByteBuffer fields = ByteBuffer.wrap(listing).order(ByteOrder.nativeOrder());
    while (true) {
      int got = Libc.getdents(folder, listing);
      if (got < 0) {
        throw new TreeException(-got, "Cannot list", where(at));
      }
      if (got == 0) {
        names.sort(Arrays::compareUnsigned);
        return names;
      }
      for (int entry = 0; entry < got; entry += Short.toUnsignedInt(fields.getShort(entry + 16))) {
        int end = entry + NAME_AT;
        while (listing[end] != 0) {
          end++;
        }
        byte[] child = Arrays.copyOfRange(listing, entry + NAME_AT, end);
        boolean dots =
            child[0] == '.' && (child.length == 1 || child.length == 2 && child[1] == '.');
        if (!dots) {
          names.add(child);
        }
      }
    }
  }

  @Override
  public SourceFile open(TreePath path) throws IOException {
    int flags = Libc.O_RDONLY | Libc.O_NOFOLLOW | Libc.O_NONBLOCK;
    try (FolderCache.Lease folder = folders.lease(path.parent())) {
      int file = Libc.openat(folder.descriptor(), path.name(), flags, 0);
      if (file < 0) {
        throw new TreeException(-file, "Cannot open", where(path));
      }
      return new OpenFile(file, () -> where(path));
    }
  }

  @Override
  public void close() {
    folders.close();
    Libc.close(top);
  }

  private String where(TreePath path) {
    return path.isTop() ? name : name + "/" + path.display();
  }
}
