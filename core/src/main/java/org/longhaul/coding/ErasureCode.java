package org.longhaul.coding;

import org.longhaul.shipment.Geometry;

/// The erasure code of one geometry. The package's documentation defines it; every implementation
/// gives the same bytes. Safe for many threads, each on its own range.
public interface ErasureCode {
  /// Ranges are multiples of this many bytes long.
  int GRAIN_BYTES = 64;

  /// The fastest implementation that this JVM has. Why it is that one is logged at level DEBUG.
  static ErasureCode of(Geometry geometry) {
    return Kernels.FASTEST.code(geometry);
  }

  /// The reference implementation: the code's matrix with plain tables.
  static ErasureCode scalar(Geometry geometry) {
    return new MatrixCode(geometry, ScalarCombination::new);
  }

  Geometry geometry();

  /// Computes all parity.
  ///
  /// @param data one buffer for each data drive; null stands for zeros
  /// @param parity one buffer for each parity drive, overwritten in the range
  /// @param from first byte of the range
  /// @param length a multiple of [#GRAIN_BYTES]
  void encode(byte[][] data, byte[][] parity, int from, int length);

  /// Remakes lost buffers from others.
  ///
  /// @param shards one buffer for each drive, data first
  /// @param present whether a drive's buffer is good; a good data buffer that is null stands for
  ///   zeros
  /// @param wanted whether a buffer that is not good is to be remade
  /// @throws IllegalArgumentException when fewer are present than there are data drives
  void reconstruct(byte[][] shards, boolean[] present, boolean[] wanted, int from, int length);
}
