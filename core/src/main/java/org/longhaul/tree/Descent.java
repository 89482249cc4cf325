package org.longhaul.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.longhaul.shipment.TreePath;

/// The way down from a tree's top to a name in it, one component at a time and never through a
/// link.
final class Descent {
  private Descent() {}

  /// Opens what stands at `path` below the open folder `top`.
  ///
  /// @return a descriptor, to be closed
  static int open(int top, TreePath path, int flags, String treeName) throws TreeException {
    List<byte[]> parts = parts(path);
    int folder = top;
    try {
      for (byte[] part : parts.subList(0, Math.max(0, parts.size() - 1))) {
        int next = Libc.openat(folder, part, Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_NOFOLLOW, 0);
        if (folder != top) {
          Libc.close(folder);
        }
        folder = top;
        if (next < 0) {
          throw new TreeException(-next, "Cannot open", treeName + "/" + path.display());
        }
        folder = next;
      }
      byte[] last = parts.isEmpty() ? new byte[] {'.'} : parts.getLast();
      int file = Libc.openat(folder, last, flags, 0);
      if (file < 0) {
        throw new TreeException(-file, "Cannot open", treeName + "/" + path.display());
      }
      return file;
    } finally {
      if (folder != top) {
        Libc.close(folder);
      }
    }
  }

  private static List<byte[]> parts(TreePath path) {
    byte[] bytes = path.bytes();
    List<byte[]> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= bytes.length && bytes.length > 0; i++) {
      if (i == bytes.length || bytes[i] == '/') {
        parts.add(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    return parts;
  }
}
