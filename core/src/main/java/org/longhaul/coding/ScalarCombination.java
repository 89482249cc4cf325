package org.longhaul.coding;

import java.util.Arrays;

/// Combinations by tables of 256 products: the reference.
final class ScalarCombination implements Combination {
  private final int[][] rows;

  ScalarCombination(int[][] rows) {
    this.rows = rows;
  }

  @Override
  public void apply(byte[][] sources, byte[][] into, int from, int length) {
    for (int row = 0; row < rows.length; row++) {
      combine(rows[row], sources, into[row], from, length);
    }
  }

  private static void combine(int[] row, byte[][] sources, byte[] into, int from, int length) {
    Arrays.fill(into, from, from + length, (byte) 0);
    byte[] products = new byte[256];
    for (int i = 0; i < row.length; i++) {
      byte[] source = sources[i];
      if (source == null || row[i] == 0) {
        continue;
      }
      for (int value = 0; value < 256; value++) {
        products[value] = (byte) Field.multiply(row[i], value);
      }
      for (int at = from; at < from + length; at++) {
        into[at] ^= products[source[at] & 0xFF];
      }
    }
  }
}
