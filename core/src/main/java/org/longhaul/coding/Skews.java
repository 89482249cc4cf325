package org.longhaul.coding;

/// The multipliers of the additive FFT's butterflies (Lin, Chung and Han, "Novel Polynomial Basis
/// and Its Application to Reed-Solomon Erasure Codes", FOCS 2014, section III), for the subspaces
/// `{0, …, 2^layer - 1}`.
final class Skews {
  private static final int LAYERS = 8;
  private static final int[][] VANISHING = vanishing();

  private Skews() {}

  /// The polynomial that is zero on `{0, …, 2^layer - 1}` and monic, at a point.
  static int vanishing(int layer, int point) {
    return VANISHING[layer][point];
  }

  /// The multiplier of the butterflies over `2^layer` that begin at a point: the vanishing
  /// polynomial, made 1 at `2^layer`.
  static int at(int layer, int point) {
    return Field.divide(VANISHING[layer][point], VANISHING[layer][1 << layer]);
  }

  /// Each subspace is the one before and its translate by `2^layer`.
  private static int[][] vanishing() {
    int[][] values = new int[LAYERS][256];
    for (int point = 0; point < 256; point++) {
      values[0][point] = point;
    }
    for (int layer = 1; layer < LAYERS; layer++) {
      int translate = values[layer - 1][1 << layer - 1];
      for (int point = 0; point < 256; point++) {
        int value = values[layer - 1][point];
        values[layer][point] = Field.multiply(value, value ^ translate);
      }
    }
    return values;
  }
}
