package org.longhaul.coding;

import java.util.Arrays;
import org.longhaul.shipment.Geometry;

/// Which point each drive stands at, and which cosets of `{0, …, size - 1}` these fill.
///
/// @param size the smallest power of two that is at least the number of parity drives
/// @param base the point of the first data drive: `size`, or the number of parity drives where the
///   field has too few points; then the block of parity has data behind it
record Points(Geometry geometry, int size, int base) {
  static Points of(Geometry geometry) {
    int m = geometry.parity();
    int size = Integer.highestOneBit(m - 1) << 1;
    return new Points(geometry, size, size + geometry.data() <= 256 ? size : m);
  }

  /// How many points of the block of parity belong to data.
  int shared() {
    return size - base;
  }

  /// Drives of the block of parity stand below this point.
  int stored() {
    return shared() == 0 ? geometry.parity() : size;
  }

  /// The drive at a point of the block of parity, or -1.
  int drive(int point) {
    if (point < geometry.parity()) {
      return geometry.data() + point;
    }
    return point >= base ? point - base : -1;
  }

  /// Data by cosets: row `r` of block `b` stands at the point `b * size + r`. Parity is left null.
  byte[][][] blocks(byte[][] data) {
    byte[][][] blocks = new byte[(base + data.length + size - 1) / size][size][];
    for (int i = 0; i < data.length; i++) {
      blocks[(base + i) / size][(base + i) % size] = data[i];
    }
    return blocks;
  }

  /// The lost drives' points, and those of the block of parity at which no drive stands.
  int[] erased(boolean[] present) {
    int[] points = new int[geometry.drives() + size];
    int count = 0;
    for (int point = 0; point < size; point++) {
      int drive = drive(point);
      if (drive < 0 || !present[drive]) {
        points[count++] = point;
      }
    }
    for (int drive = shared(); drive < geometry.data(); drive++) {
      if (!present[drive]) {
        points[count++] = base + drive;
      }
    }
    return Arrays.copyOf(points, count);
  }
}
