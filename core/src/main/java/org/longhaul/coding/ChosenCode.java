package org.longhaul.coding;

import org.longhaul.shipment.Geometry;

/// The faster of two implementations for what is asked.
///
/// Encoding is faster by additive FFT, but where there is little data for the size of a block: less
/// than a block of 4 or 8, or a quarter of a larger one. Remaking by the matrix takes time in
/// proportion to how many drives are remade; by FFT it is about the same for all, and both meet
/// near half a block, 4 at least.
///
/// Measured with vectors of 256 and 512 bits by `bench/coding.sh`, which encodes and remakes as
/// many data drives as can be, and by JMH's `CodingBenchmark -p lost=…` for fewer.
record ChosenCode(MatrixCode matrix, TransformCode transform) implements ErasureCode {
  @Override
  public Geometry geometry() {
    return matrix.geometry();
  }

  @Override
  public void encode(byte[][] data, byte[][] parity, int from, int length) {
    int size = transform.size();
    boolean full = data.length >= size || size > 8 && 4 * data.length > size;
    ErasureCode faster = full ? transform : matrix;
    faster.encode(data, parity, from, length);
  }

  @Override
  public void reconstruct(
      byte[][] shards, boolean[] present, boolean[] wanted, int from, int length) {
    int targets = 0;
    for (int drive = 0; drive < present.length; drive++) {
      targets += wanted[drive] && !present[drive] ? 1 : 0;
    }
    ErasureCode faster = targets <= Math.max(4, transform.size() / 2) ? matrix : transform;
    faster.reconstruct(shards, present, wanted, from, length);
  }
}
