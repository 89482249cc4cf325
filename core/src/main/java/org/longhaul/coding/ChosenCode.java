package org.longhaul.coding;

import org.longhaul.shipment.Geometry;

/// The faster of two implementations for what is asked: by the matrix when few drives are remade,
/// else by additive FFT.
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
    ErasureCode faster = targets <= 4 ? matrix : transform;
    faster.reconstruct(shards, present, wanted, from, length);
  }
}
