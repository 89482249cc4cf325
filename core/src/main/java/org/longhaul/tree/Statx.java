package org.longhaul.tree;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.longhaul.shipment.Kind;
import org.longhaul.shipment.Status;

/// The kernel's `struct statx`, whose layout is the same on every processor.
final class Statx {
  /// Basic fields: type, mode, links, owners, times, inode, size, blocks.
  static final int MASK = 0x7ff;

  private static final int BYTES = 256;
  private static final int TYPE_BITS = 0170000;

  private final byte[] raw = new byte[BYTES];
  private final ByteBuffer fields = ByteBuffer.wrap(raw).order(ByteOrder.nativeOrder());

  void take(MemorySegment from) {
    MemorySegment.copy(from, ValueLayout.JAVA_BYTE, 0, raw, 0, BYTES);
  }

  Status status() {
    int mode = Short.toUnsignedInt(fields.getShort(28));
    Kind kind =
        switch (mode & TYPE_BITS) {
          case 0100000 -> Kind.FILE;
          case 0040000 -> Kind.FOLDER;
          case 0120000 -> Kind.LINK;
          case 0010000 -> Kind.FIFO;
          case 0140000 -> Kind.SOCKET;
          default -> Kind.DEVICE;
        };
    long device = (long) fields.getInt(136) << 32 | Integer.toUnsignedLong(fields.getInt(140));
    return new Status(
        kind,
        mode & 07777,
        fields.getInt(20),
        fields.getInt(24),
        fields.getLong(40),
        fields.getLong(112),
        fields.getInt(120),
        fields.getLong(96),
        fields.getInt(104),
        device,
        fields.getLong(32),
        Integer.toUnsignedLong(fields.getInt(16)),
        fields.getLong(48) * 512);
  }
}
