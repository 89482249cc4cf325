package org.longhaul.coding;

import java.util.Arrays;
import java.util.stream.IntStream;

/// How drives in the block of parity follow from all other blocks. The sum of the other blocks'
/// coefficients are this block's, but for the lowest `n` where `n` of its points are data's: the
/// code says nothing of these. They are those of the polynomial of degree below `n` that makes up
/// the difference at `n` points whose drives are there, and Lagrange gives its other values.
///
/// @param known the points of `n` drives that are there
/// @param targets the points of the drives that are computed
/// @param differences how the low polynomial at the targets follows from that at the known points
record ParityBlock(
    Points points, Transform transform, int[] known, int[] targets, Combination differences) {
  static ParityBlock of(
      Points points,
      Transform transform,
      Combination.Maker maker,
      boolean[] present,
      boolean[] wanted) {
    int[] stored =
        IntStream.range(0, points.size()).filter(point -> points.drive(point) >= 0).toArray();
    int[] targets =
        Arrays.stream(stored)
            .filter(point -> wanted[points.drive(point)] && !present[points.drive(point)])
            .toArray();
    int[] known =
        Arrays.stream(stored)
            .filter(point -> present[points.drive(point)])
            .limit(points.shared())
            .toArray();
    int[][] rows = Arrays.stream(targets).mapToObj(x -> lagrange(known, x)).toArray(int[][]::new);
    return new ParityBlock(points, transform, known, targets, maker.of(rows));
  }

  /// What one call works in.
  ///
  /// @param low values of the low polynomial at the known points
  /// @param added its values at the targets
  record Space(byte[][] low, byte[][] added, byte[] zeros) {}

  /// @param most the longest stretch
  Space space(int most) {
    int rows = known.length == 0 ? 0 : targets.length;
    return new Space(new byte[known.length][most], new byte[rows][most], new byte[most]);
  }

  private static int[] lagrange(int[] known, int at) {
    int[] row = new int[known.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = 1;
      for (int j = 0; j < row.length; j++) {
        if (j != i) {
          int factor = Field.divide(at ^ known[j], known[i] ^ known[j]);
          row[i] = Field.multiply(row[i], factor);
        }
      }
    }
    return row;
  }

  /// @param sums the sum of the other blocks' coefficients; overwritten
  /// @param shards one buffer for each drive, data first
  void compute(byte[] sums, byte[][] shards, Space space, int at, int length) {
    Arrays.fill(sums, 0, known.length * length, (byte) 0);
    transform.toValues(0, sums, 0, points.stored(), length);
    for (int i = 0; i < known.length; i++) {
      byte[] shard = shards[points.drive(known[i])];
      transform.multiple(
          1,
          sums,
          known[i] * length,
          shard == null ? space.zeros() : shard,
          shard == null ? 0 : at,
          space.low()[i],
          0,
          length);
    }
    if (known.length > 0) {
      differences.apply(space.low(), space.added(), 0, length);
    }
    for (int i = 0; i < targets.length; i++) {
      byte[] shard = shards[points.drive(targets[i])];
      int row = targets[i] * length;
      if (known.length == 0) {
        System.arraycopy(sums, row, shard, at, length);
      } else {
        transform.multiple(1, sums, row, space.added()[i], 0, shard, at, length);
      }
    }
  }
}
