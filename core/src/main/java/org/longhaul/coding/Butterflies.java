package org.longhaul.coding;

/// The steps of an additive FFT on whole rows, after Lin, Chung and Han (FOCS 2014, section III). A
/// butterfly takes two rows `a`, `b` to `a + skew * b` and the sum of that and `b`; its inverse
/// takes `a`, `b` to `a + skew * (a + b)` and `a + b`. Two layers are done at once where there are
/// two, so that each row is loaded and stored half as often.
///
/// @param inverse2 inverse butterflies over one layer, of two rows; one factor, the skew
/// @param inverse4 inverse butterflies over two layers, of four rows; factors are the skews of the
///   first two rows, of the last two, and of the second layer
/// @param addInverse4 as `inverse4`, but added to the outputs, which are apart from the inputs
/// @param forward2 butterflies over one layer, of two rows; one factor
/// @param forward2AtZero as `forward2` where the factor is 0
/// @param forward4 butterflies over two layers, the outer one first; factors as for `inverse4`
/// @param forward4AtZero as `forward4` where only the second factor is not 0
/// @param addMultiples4 adds multiples of the first row to four; four factors
/// @param multiple a multiple of the sum of two rows; one factor
record Butterflies(
    Step inverse2,
    Step inverse4,
    Step addInverse4,
    Step forward2,
    Step forward2AtZero,
    Step forward4,
    Step forward4AtZero,
    Step addMultiples4,
    Step multiple) {

  /// One step, for many bytes. Safe for many threads.
  @FunctionalInterface
  interface Step {
    /// @param in rows that may be the outputs; those that the step does not use may be any
    /// @param out holds the outputs, runs that are `apart`, the first of them at `at`
    /// @param length bytes of each run
    void apply(int[] factors, Rows.Four in, byte[] out, int at, int apart, int length);
  }

  /// The one place from which steps are called. The compiler meets so many of them here that it
  /// leaves each a method of its own; two or three inlined into one caller would be more vector
  /// operations than it can keep in registers.
  static void run(
      Step step, int[] factors, Rows.Four in, byte[] out, int at, int apart, int length) {
    step.apply(factors, in, out, at, apart, length);
  }
}
