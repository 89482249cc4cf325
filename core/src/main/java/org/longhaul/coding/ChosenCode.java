package org.longhaul.coding;

import org.longhaul.shipment.Geometry;

/// The faster of two implementations for what is asked. Encoding is faster by additive FFT wherever
/// it fits. Remaking by the matrix takes time in proportion to how many drives are remade; by FFT it
/// is about the same for all, and both meet near half the transform's size, 4 at least. Measured
/// with `bench/coding.sh 10+4 54+6 45+15 40+20`, which remakes as many as can be, and with fewer
/// lost (`-p lost=…`), on 256-bit and 512-bit vectors.
record ChosenCode(MatrixCode matrix, TransformCode transform) implements ErasureCode {
  @Override
  public Geometry geometry() {
    return matrix.geometry();
  }

  @Override
  public void encode(byte[][] data, byte[][] parity, int from, int length) {
    transform.encode(data, parity, from, length);
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
