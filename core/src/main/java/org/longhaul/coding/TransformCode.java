package org.longhaul.coding;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.longhaul.shipment.Geometry;

/// The code by additive FFT. Let a block be the data whose points are one coset of `X`. The code's
/// words are the values of the polynomials whose upper coefficients, in the basis of Lin, Chung and
/// Han, are zero; these are the sum of the coefficients of all blocks (Lin, Al-Naffouri and Han,
/// "FFT Algorithm for Binary Extension Finite Fields and Its Application to Reed-Solomon Codes",
/// IEEE Transactions on Information Theory 2016, section IV). So parity is the values, on `X`, of
/// the polynomial whose coefficients are the sum of those of all blocks of data.
final class TransformCode implements ErasureCode {
  /// What is worked in, two spaces of this size, stays in the processor's first caches; stretches
  /// are no longer than what is read ahead of them, and no shorter than what a step's start is
  /// worth.
  private static final int SPACE_BYTES = 1 << 14;

  private static final int SHORTEST_BYTES = 1 << 9;
  private static final int LONGEST_BYTES = 1 << 10;

  /// Where data shares the block of parity: the matrix that this takes has a slower start.
  private static final int SHARED_BYTES = 1 << 11;

  private final Points points;
  private final Transform transform;
  private final Combination.Maker maker;
  private final ParityBlock allParity;
  private volatile @Nullable Repair lastRepair;

  TransformCode(Geometry geometry, Butterflies butterflies, Combination.Maker maker) {
    this.points = Points.of(geometry);
    this.transform = new Transform(butterflies, Integer.numberOfTrailingZeros(points.size()));
    this.maker = maker;
    boolean[] data = new boolean[geometry.drives()];
    boolean[] parity = new boolean[geometry.drives()];
    Arrays.fill(data, 0, geometry.data(), true);
    Arrays.fill(parity, geometry.data(), geometry.drives(), true);
    this.allParity = ParityBlock.of(points, transform, maker, data, parity);
  }

  /// What is prepared for one pattern of losses.
  record Repair(boolean[] present, boolean[] wanted, Locator locator, ParityBlock parityBlock) {}

  /// Whether a block has at least four points and is not the whole field.
  static boolean fits(Geometry geometry) {
    return geometry.parity() > 2 && geometry.parity() <= 128;
  }

  @Override
  public Geometry geometry() {
    return points.geometry();
  }

  /// How many points a block has.
  int size() {
    return points.size();
  }

  private int most(int length) {
    int most = Math.clamp(SPACE_BYTES / points.size(), SHORTEST_BYTES, LONGEST_BYTES);
    return Math.min(length, points.shared() > 0 ? SHARED_BYTES : most);
  }

  @Override
  public void encode(byte[][] data, byte[][] parity, int from, int length) {
    MatrixCode.checkRange(length);
    byte[][] shards = Arrays.copyOf(data, geometry().drives());
    System.arraycopy(parity, 0, shards, data.length, parity.length);
    int most = most(length);
    ParityBlock.Space space = allParity.space(most);
    byte[][][] blocks = points.blocks(data);
    byte[] work = new byte[points.size() * most];
    byte[] sums = new byte[points.size() * most];
    for (int at = from; at < from + length; at += most) {
      int count = Math.min(from + length - at, most);
      transform.sumBlocks(false, blocks, at, work, sums, count);
      allParity.compute(sums, shards, space, at, count);
    }
  }

  @Override
  public void reconstruct(
      byte[][] shards, boolean[] present, boolean[] wanted, int from, int length) {
    MatrixCode.checkRange(length);
    int most = most(length);
    Rebuilding rebuilding =
        new Rebuilding(points, transform, repair(present, wanted), shards, most);
    for (int at = from; at < from + length; at += most) {
      rebuilding.stretch(at, Math.min(from + length - at, most));
    }
  }

  /// Losses mostly stay the same from stripe to stripe.
  private Repair repair(boolean[] present, boolean[] wanted) {
    Repair last = lastRepair;
    if (last == null
        || !Arrays.equals(last.present(), present)
        || !Arrays.equals(last.wanted(), wanted)) {
      Locator locator = Locator.of(points, present);
      ParityBlock parityBlock = ParityBlock.of(points, transform, maker, present, wanted);
      last = new Repair(present.clone(), wanted.clone(), locator, parityBlock);
      lastRepair = last;
    }
    return last;
  }
}
