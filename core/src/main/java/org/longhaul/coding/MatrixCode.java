package org.longhaul.coding;

import java.util.Arrays;
import org.longhaul.shipment.Geometry;

/// The code as it is defined: by its matrix, with a table of 256 products for each coefficient.
final class MatrixCode implements ErasureCode {
  private final Geometry geometry;
  private final int[][] generator;

  MatrixCode(Geometry geometry) {
    this.geometry = geometry;
    this.generator = generator(geometry);
  }

  /// `G[j][i]` of the package's documentation.
  static int[][] generator(Geometry geometry) {
    int k = geometry.data();
    int m = geometry.parity();
    int power = m <= 1 ? m : Integer.highestOneBit(m - 1) << 1;
    int points = power + k <= 256 ? power : m;
    int[][] rows = new int[m][k];
    for (int j = 0; j < m; j++) {
      for (int i = 0; i < k; i++) {
        int value = 1;
        for (int x = 0; x < points; x++) {
          if (x != j) {
            value = Field.multiply(value, Field.divide(points + i ^ x, j ^ x));
          }
        }
        rows[j][i] = value;
      }
    }
    return rows;
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  @Override
  public void encode(byte[][] data, byte[][] parity, int from, int length) {
    checkRange(length);
    for (int j = 0; j < geometry.parity(); j++) {
      combine(generator[j], data, parity[j], from, length);
    }
  }

  @Override
  public void reconstruct(
      byte[][] shards, boolean[] present, boolean[] wanted, int from, int length) {
    checkRange(length);
    Recovery recovery = Recovery.of(geometry, generator, present);
    byte[][] sources = recovery.sources(shards);
    for (int drive = 0; drive < geometry.drives(); drive++) {
      if (wanted[drive] && !present[drive]) {
        combine(recovery.row(drive), sources, shards[drive], from, length);
      }
    }
  }

  static void checkRange(int length) {
    if (length % GRAIN_BYTES != 0) {
      throw new IllegalArgumentException(
          "A range has a multiple of %d bytes, not %,d.".formatted(GRAIN_BYTES, length));
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
