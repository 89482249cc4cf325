package org.longhaul.coding;

/// Linear combinations of buffers over GF(2^8), prepared once for many ranges. Safe for many
/// threads.
interface Combination {
  /// Computes every combination on a range.
  ///
  /// @param sources what is combined; null stands for zeros
  /// @param into one buffer for each combination, overwritten in the range
  /// @param length a multiple of [ErasureCode#GRAIN_BYTES]
  void apply(byte[][] sources, byte[][] into, int from, int length);

  /// Makes combinations of coefficients: a row for each, a column for each source.
  @FunctionalInterface
  interface Maker {
    Combination of(int[][] rows);
  }
}
