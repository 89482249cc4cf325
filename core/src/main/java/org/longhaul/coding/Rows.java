package org.longhaul.coding;

import java.util.Arrays;

/// Rows of bytes, wherever they are. Row `r` begins at byte `from + r * step` of its array.
///
/// @param arrays for each row its array, or null for a row of zeros
record Rows(byte[][] arrays, int from, int step) {
  /// Rows of one array, one after the other.
  static Rows within(byte[] space, int count, int length) {
    byte[][] arrays = new byte[count][];
    Arrays.fill(arrays, space);
    return new Rows(arrays, 0, length);
  }

  int begin(int row) {
    return from + row * step;
  }

  boolean zero(int row) {
    return arrays[row] == null;
  }

  /// How many rows there are up to the last that is not all zeros.
  int count() {
    int count = arrays.length;
    while (count > 0 && zero(count - 1)) {
      count--;
    }
    return count;
  }

  /// Four rows that are `apart` from each other.
  Four four(int row, int apart) {
    return new Four(
        arrays[row],
        begin(row),
        arrays[row + apart],
        begin(row + apart),
        arrays[row + 2 * apart],
        begin(row + 2 * apart),
        arrays[row + 3 * apart],
        begin(row + 3 * apart));
  }

  /// Two rows, one after the other.
  Four two(int row) {
    return new Four(
        arrays[row],
        begin(row),
        arrays[row + 1],
        begin(row + 1),
        arrays[row],
        begin(row),
        arrays[row + 1],
        begin(row + 1));
  }

  /// Four rows, or four runs of rows: arrays, and where in them each begins.
  record Four(byte[] a, int atA, byte[] b, int atB, byte[] c, int atC, byte[] d, int atD) {
    static Four two(byte[] a, int atA, byte[] b, int atB) {
      return new Four(a, atA, b, atB, a, atA, b, atB);
    }

    /// Runs in one array.
    static Four runs(byte[] space, int at, int apart) {
      return new Four(space, at, space, at + apart, space, at + 2 * apart, space, at + 3 * apart);
    }
  }
}
