package org.longhaul.coding;

/// The steps of an additive FFT on whole rows, after Lin, Chung and Han (FOCS 2014, section III). A
/// butterfly takes two rows `a`, `b` to `a + skew * b` and the sum of that and `b`; its inverse
/// takes `a`, `b` to `a + skew * (a + b)` and `a + b`. Two layers are done at once where there are
/// two, so that each row is loaded and stored half as often. Safe for many threads.
///
/// Rows are `step` apart, the first of them is `row`; `from` and `into` are the first bytes used of
/// each row of the inputs and outputs, which may be the same.
interface Butterflies {
  /// Inverse butterflies over one layer, of two rows.
  void inverse2(
      int skew, byte[][] in, int from, byte[][] out, int into, int row, int step, int length);

  /// Inverse butterflies over two layers, of four rows.
  ///
  /// @param low skew of the first two rows
  /// @param high skew of the last two
  /// @param outer skew of the second layer
  void inverse4(
      int low,
      int high,
      int outer,
      byte[][] in,
      int from,
      byte[][] out,
      int into,
      int row,
      int step,
      int length);

  /// As `inverse4`, but added to the outputs, which are apart from the inputs.
  void addInverse4(
      int low,
      int high,
      int outer,
      byte[][] in,
      int from,
      byte[][] out,
      int into,
      int row,
      int step,
      int length);

  /// Butterflies over one layer, of two rows.
  void forward2(
      int skew, byte[][] in, int from, byte[][] out, int into, int row, int step, int length);

  /// Butterflies over two layers, of four rows: `outer` first, then `low` and `high`.
  void forward4(
      int low,
      int high,
      int outer,
      byte[][] in,
      int from,
      byte[][] out,
      int into,
      int row,
      int step,
      int length);

  /// As `forward4` where `low` and `outer` are 0.
  void forward4AtZero(
      int high, byte[][] in, int from, byte[][] out, int into, int row, int step, int length);

  /// Adds multiples of one row to four.
  void addMultiples4(
      int[] factors, byte[] in, int from, byte[][] out, int into, int row, int step, int length);

  /// A multiple of the sum of two rows, the second of which begins at its byte `with`.
  void multiple(
      int factor, byte[] in, int from, byte[] other, int with, byte[] out, int into, int length);
}
