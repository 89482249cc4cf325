package org.longhaul.coding;

import org.longhaul.shipment.Geometry;

/// How every drive follows from `k` that are present: the solution of the code's equations for one
/// pattern of losses.
///
/// @param chosen the drives that the others are computed from, `k` of them
/// @param data for each data drive, its coefficients over the chosen
record Recovery(Geometry geometry, int[][] generator, int[] chosen, int[][] data) {
  static Recovery of(Geometry geometry, int[][] generator, boolean[] present) {
    int k = geometry.data();
    int[] chosen = new int[k];
    int count = 0;
    for (int drive = 0; drive < geometry.drives() && count < k; drive++) {
      if (present[drive]) {
        chosen[count++] = drive;
      }
    }
    if (count < k) {
      throw tooFew(geometry, present);
    }
    int[][] equations = new int[k][k];
    for (int row = 0; row < k; row++) {
      if (chosen[row] < k) {
        equations[row][chosen[row]] = 1;
      } else {
        equations[row] = generator[chosen[row] - k].clone();
      }
    }
    return new Recovery(geometry, generator, chosen, inverse(equations));
  }

  static IllegalArgumentException tooFew(Geometry geometry, boolean[] present) {
    int count = 0;
    for (boolean each : present) {
      count += each ? 1 : 0;
    }
    return new IllegalArgumentException(
        "%d drives are present; %s needs any %d of them."
            .formatted(count, geometry, geometry.data()));
  }

  byte[][] sources(byte[][] shards) {
    byte[][] sources = new byte[chosen.length][];
    for (int i = 0; i < chosen.length; i++) {
      sources[i] = shards[chosen[i]];
    }
    return sources;
  }

  /// The coefficients of a drive over the chosen ones.
  int[] row(int drive) {
    int k = geometry.data();
    if (drive < k) {
      return data[drive];
    }
    int[] row = new int[k];
    for (int i = 0; i < k; i++) {
      int factor = generator[drive - k][i];
      for (int column = 0; column < k; column++) {
        row[column] ^= Field.multiply(factor, data[i][column]);
      }
    }
    return row;
  }

  /// Gauss-Jordan elimination. The matrix of an MDS code always has an inverse.
  private static int[][] inverse(int[][] matrix) {
    int size = matrix.length;
    int[][] inverse = new int[size][size];
    for (int i = 0; i < size; i++) {
      inverse[i][i] = 1;
    }
    for (int column = 0; column < size; column++) {
      int pivot = column;
      while (matrix[pivot][column] == 0) {
        pivot++;
      }
      swap(matrix, pivot, column);
      swap(inverse, pivot, column);
      int scale = Field.divide(1, matrix[column][column]);
      scale(matrix[column], scale);
      scale(inverse[column], scale);
      for (int row = 0; row < size; row++) {
        int factor = matrix[row][column];
        if (row != column && factor != 0) {
          add(matrix[row], factor, matrix[column]);
          add(inverse[row], factor, inverse[column]);
        }
      }
    }
    return inverse;
  }

  private static void swap(int[][] rows, int a, int b) {
    int[] row = rows[a];
    rows[a] = rows[b];
    rows[b] = row;
  }

  private static void scale(int[] row, int factor) {
    for (int i = 0; i < row.length; i++) {
      row[i] = Field.multiply(row[i], factor);
    }
  }

  private static void add(int[] row, int factor, int[] other) {
    for (int i = 0; i < row.length; i++) {
      row[i] ^= Field.multiply(factor, other[i]);
    }
  }
}
