package org.longhaul.coding;

/// GF(2^8) with the polynomial x^8 + x^4 + x^3 + x^2 + 1 (0x11D), of which 2 is a generator.
final class Field {
  private static final int POLYNOMIAL = 0x11D;
  private static final int ORDER = 255;
  private static final int[] POWERS = new int[2 * ORDER];
  private static final int[] LOGARITHMS = new int[256];

  static {
    int power = 1;
    for (int i = 0; i < ORDER; i++) {
      POWERS[i] = power;
      POWERS[i + ORDER] = power;
      LOGARITHMS[power] = i;
      power <<= 1;
      if (power > ORDER) {
        power ^= POLYNOMIAL;
      }
    }
  }

  private Field() {}

  static int multiply(int a, int b) {
    return a == 0 || b == 0 ? 0 : POWERS[LOGARITHMS[a] + LOGARITHMS[b]];
  }

  /// `a / b`; `b` is not 0.
  static int divide(int a, int b) {
    return a == 0 ? 0 : POWERS[LOGARITHMS[a] + ORDER - LOGARITHMS[b]];
  }
}
