package org.longhaul.coding;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.longhaul.shipment.Geometry;

/// The code as it is defined: by its matrix.
final class MatrixCode implements ErasureCode {
  private final Geometry geometry;
  private final Combination.Maker maker;
  private final int[][] generator;
  private final Combination encoding;
  private volatile @Nullable Repair lastRepair;

  MatrixCode(Geometry geometry, Combination.Maker maker) {
    this.geometry = geometry;
    this.maker = maker;
    this.generator = generator(geometry);
    this.encoding = maker.of(generator);
  }

  /// What is prepared for one pattern of losses.
  ///
  /// @param targets the drives that are remade, in the order of the combination
  private record Repair(
      boolean[] present,
      boolean[] wanted,
      Recovery recovery,
      int[] targets,
      Combination combination) {}

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
    encoding.apply(data, parity, from, length);
  }

  @Override
  public void reconstruct(
      byte[][] shards, boolean[] present, boolean[] wanted, int from, int length) {
    checkRange(length);
    Repair repair = repair(present, wanted);
    byte[][] into = new byte[repair.targets().length][];
    for (int i = 0; i < into.length; i++) {
      into[i] = shards[repair.targets()[i]];
    }
    repair.combination().apply(repair.recovery().sources(shards), into, from, length);
  }

  /// Losses mostly stay the same from stripe to stripe.
  private Repair repair(boolean[] present, boolean[] wanted) {
    Repair last = lastRepair;
    if (last != null
        && Arrays.equals(last.present(), present)
        && Arrays.equals(last.wanted(), wanted)) {
      return last;
    }
    Recovery recovery = Recovery.of(geometry, generator, present);
    int[] targets =
        IntStream.range(0, geometry.drives())
            .filter(drive -> wanted[drive] && !present[drive])
            .toArray();
    int[][] rows = Arrays.stream(targets).mapToObj(recovery::row).toArray(int[][]::new);
    Repair fresh = new Repair(present.clone(), wanted.clone(), recovery, targets, maker.of(rows));
    lastRepair = fresh;
    return fresh;
  }

  static void checkRange(int length) {
    if (length % GRAIN_BYTES != 0) {
      throw new IllegalArgumentException(
          "A range has a multiple of %d bytes, not %,d.".formatted(GRAIN_BYTES, length));
    }
  }
}
