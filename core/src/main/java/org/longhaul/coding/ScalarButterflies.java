package org.longhaul.coding;

/// Butterflies by tables of 256 products: the twin of [VectorButterflies] for JVMs without vectors.
final class ScalarButterflies {
  private static final byte[][] PRODUCTS = new byte[256][256];

  static {
    for (int factor = 0; factor < 256; factor++) {
      for (int value = 0; value < 256; value++) {
        PRODUCTS[factor][value] = (byte) Field.multiply(factor, value);
      }
    }
  }

  private ScalarButterflies() {}

  static Butterflies all() {
    return new Butterflies(
        ScalarButterflies::inverse2,
        ScalarButterflies::inverse4,
        ScalarButterflies::addInverse4,
        ScalarButterflies::forward2,
        ScalarButterflies::forward2,
        ScalarButterflies::forward4,
        ScalarButterflies::forward4,
        ScalarButterflies::addMultiples4,
        ScalarButterflies::multiple);
  }

  private static void inverse2(
      int[] factors, Rows.Four in, byte[] out, int at, int apart, int length) {
    inverse(factors[0], in.a(), in.atA(), in.b(), in.atB(), out, at, apart, length);
  }

  private static void inverse(
      int skew, byte[] a, int atA, byte[] b, int atB, byte[] out, int at, int apart, int length) {
    byte[] products = PRODUCTS[skew];
    for (int i = 0; i < length; i++) {
      int sum = a[atA + i] ^ b[atB + i];
      out[at + i] = (byte) (a[atA + i] ^ products[sum & 0xFF]);
      out[at + apart + i] = (byte) sum;
    }
  }

  private static void inverse4(
      int[] factors, Rows.Four in, byte[] out, int at, int apart, int length) {
    inverse(factors[0], in.a(), in.atA(), in.b(), in.atB(), out, at, apart, length);
    int half = at + 2 * apart;
    inverse(factors[1], in.c(), in.atC(), in.d(), in.atD(), out, half, apart, length);
    inverse(factors[2], out, at, out, half, out, at, 2 * apart, length);
    int next = at + apart;
    inverse(factors[2], out, next, out, half + apart, out, next, 2 * apart, length);
  }

  private static void addInverse4(
      int[] factors, Rows.Four in, byte[] out, int at, int apart, int length) {
    byte[] lows = PRODUCTS[factors[0]];
    byte[] highs = PRODUCTS[factors[1]];
    byte[] outers = PRODUCTS[factors[2]];
    for (int i = 0; i < length; i++) {
      int a = in.a()[in.atA() + i];
      int b = a ^ in.b()[in.atB() + i];
      int c = in.c()[in.atC() + i];
      int d = c ^ in.d()[in.atD() + i];
      a ^= lows[b & 0xFF];
      c ^= highs[d & 0xFF] ^ a;
      d ^= b;
      out[at + i] ^= (byte) (a ^ outers[c & 0xFF]);
      out[at + apart + i] ^= (byte) (b ^ outers[d & 0xFF]);
      out[at + 2 * apart + i] ^= (byte) c;
      out[at + 3 * apart + i] ^= (byte) d;
    }
  }

  private static void forward2(
      int[] factors, Rows.Four in, byte[] out, int at, int apart, int length) {
    forward(factors[0], in.a(), in.atA(), in.b(), in.atB(), out, at, apart, length);
  }

  private static void forward(
      int skew, byte[] a, int atA, byte[] b, int atB, byte[] out, int at, int apart, int length) {
    byte[] products = PRODUCTS[skew];
    for (int i = 0; i < length; i++) {
      int second = b[atB + i];
      int first = a[atA + i] ^ products[second & 0xFF];
      out[at + i] = (byte) first;
      out[at + apart + i] = (byte) (first ^ second);
    }
  }

  private static void forward4(
      int[] factors, Rows.Four in, byte[] out, int at, int apart, int length) {
    int next = at + apart;
    int half = next + apart;
    forward(factors[2], in.a(), in.atA(), in.c(), in.atC(), out, at, 2 * apart, length);
    forward(factors[2], in.b(), in.atB(), in.d(), in.atD(), out, next, 2 * apart, length);
    forward(factors[0], out, at, out, next, out, at, apart, length);
    forward(factors[1], out, half, out, half + apart, out, half, apart, length);
  }

  private static void addMultiples4(
      int[] factors, Rows.Four in, byte[] out, int at, int apart, int length) {
    for (int j = 0; j < 4; j++) {
      byte[] products = PRODUCTS[factors[j]];
      int begin = at + j * apart;
      for (int i = 0; i < length; i++) {
        out[begin + i] ^= products[in.a()[in.atA() + i] & 0xFF];
      }
    }
  }

  private static void multiple(
      int[] factors, Rows.Four in, byte[] out, int at, int apart, int length) {
    byte[] products = PRODUCTS[factors[0]];
    for (int i = 0; i < length; i++) {
      out[at + i] = products[(in.a()[in.atA() + i] ^ in.b()[in.atB() + i]) & 0xFF];
    }
  }
}
