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
  /// What is worked in stays in the processor's nearest caches: two spaces of this size.
  private static final int SPACE_BYTES = 1 << 14;

  private final Geometry geometry;
  private final Transform transform;
  private volatile @Nullable Locator lastLocator;

  TransformCode(Geometry geometry, Butterflies butterflies) {
    this.geometry = geometry;
    int layers = 32 - Integer.numberOfLeadingZeros(geometry.parity() - 1);
    this.transform = new Transform(butterflies, layers);
  }

  /// Whether `X` is a subspace of at least four points.
  static boolean fits(Geometry geometry) {
    int m = geometry.parity();
    return m > 2 && (Integer.highestOneBit(m - 1) << 1) + geometry.data() <= 256;
  }

  @Override
  public Geometry geometry() {
    return geometry;
  }

  /// How many points a coset has.
  int size() {
    return transform.size();
  }

  @Override
  public void encode(byte[][] data, byte[][] parity, int from, int length) {
    MatrixCode.checkRange(length);
    byte[][][] blocks = transform.blocks(data);
    int size = transform.size();
    int most = Math.min(length, SPACE_BYTES / size);
    byte[] work = new byte[size * most];
    byte[] sums = new byte[size * most];
    for (int at = from; at < from + length; at += most) {
      int count = Math.min(from + length - at, most);
      transform.sumBlocks(blocks, at, work, sums, count);
      transform.toValues(0, sums, 0, parity.length, count);
      for (int j = 0; j < parity.length; j++) {
        System.arraycopy(sums, j * count, parity[j], at, count);
      }
    }
  }

  @Override
  public void reconstruct(
      byte[][] shards, boolean[] present, boolean[] wanted, int from, int length) {
    MatrixCode.checkRange(length);
    Locator locator = locator(present);
    int most = Math.min(length, SPACE_BYTES / transform.size());
    Rebuilding rebuilding = new Rebuilding(geometry, transform, locator, shards, wanted, most);
    for (int at = from; at < from + length; at += most) {
      rebuilding.stretch(at, Math.min(from + length - at, most));
    }
  }

  /// Losses mostly stay the same from stripe to stripe.
  private Locator locator(boolean[] present) {
    Locator last = lastLocator;
    if (last == null || !Arrays.equals(last.present(), present)) {
      last = Locator.of(geometry, transform.size(), present);
      lastLocator = last;
    }
    return last;
  }
}
