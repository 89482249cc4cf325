package org.longhaul.tree;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.longhaul.shipment.Xattr;

/// Reads and sets extended attributes relative to an open folder, by way of `/proc/self/fd`: the
/// system's own calls take only paths from the top.
final class Xattrs {
  private static final int LIST_BYTES = 1 << 16;
  private static final int VALUE_BYTES = 1 << 16;

  private volatile boolean unsupported;

  /// Room for what the system tells, for each thread.
  private final ThreadLocal<byte[]> room =
      ThreadLocal.withInitial(() -> new byte[Math.max(LIST_BYTES, VALUE_BYTES)]);

  /// The attributes of a name; none where the file system has none.
  List<Xattr> of(int folder, byte[] child) {
    if (unsupported) {
      return List.of();
    }
    byte[] path = path(folder, child);
    byte[] told = room.get();
    int length = Libc.llistxattr(path, told);
    if (length <= 0) {
      unsupported = length == -Libc.EOPNOTSUPP;
      return List.of();
    }
    byte[] list = Arrays.copyOf(told, length);
    List<Xattr> found = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (list[i] == 0) {
        byte[] name = Arrays.copyOfRange(list, start, i);
        int bytes = Libc.lgetxattr(path, name, told);
        if (bytes >= 0) {
          found.add(new Xattr(name, Arrays.copyOf(told, bytes)));
        }
        start = i + 1;
      }
    }
    return found;
  }

  /// Sets one attribute.
  ///
  /// @param file the open file itself, or -1 to go by `child` in `folder`
  /// @return false when the system refuses
  static boolean set(int folder, byte[] child, int file, Xattr xattr) {
    if (file >= 0) {
      return Libc.fsetxattr(file, xattr.name(), xattr.value()) >= 0;
    }
    return Libc.lsetxattr(path(folder, child), xattr.name(), xattr.value()) >= 0;
  }

  private static byte[] path(int folder, byte[] child) {
    ByteArrayOutputStream path = new ByteArrayOutputStream();
    path.writeBytes(("/proc/self/fd/" + folder).getBytes(StandardCharsets.US_ASCII));
    path.write('/');
    path.writeBytes(child.length == 0 ? new byte[] {'.'} : child);
    return path.toByteArray();
  }
}
