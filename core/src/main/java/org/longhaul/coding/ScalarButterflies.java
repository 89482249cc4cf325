package org.longhaul.coding;

/// Butterflies by tables of 256 products: the twin of [VectorButterflies] for JVMs without vectors.
final class ScalarButterflies implements Butterflies {
  private static final byte[][] PRODUCTS = new byte[256][256];

  static {
    for (int factor = 0; factor < 256; factor++) {
      for (int value = 0; value < 256; value++) {
        PRODUCTS[factor][value] = (byte) Field.multiply(factor, value);
      }
    }
  }

  @Override
  public void inverse2(
      int skew, byte[][] in, int from, byte[][] out, int into, int row, int step, int length) {
    byte[] products = PRODUCTS[skew];
    byte[] in0 = in[row];
    byte[] in1 = in[row + step];
    byte[] out0 = out[row];
    byte[] out1 = out[row + step];
    for (int i = 0; i < length; i++) {
      int a = in0[from + i];
      int sum = a ^ in1[from + i];
      out0[into + i] = (byte) (a ^ products[sum & 0xFF]);
      out1[into + i] = (byte) sum;
    }
  }

  @Override
  public void inverse4(
      int low,
      int high,
      int outer,
      byte[][] in,
      int from,
      byte[][] out,
      int into,
      int row,
      int step,
      int length) {
    inverse2(low, in, from, out, into, row, step, length);
    inverse2(high, in, from, out, into, row + 2 * step, step, length);
    inverse2(outer, out, into, out, into, row, 2 * step, length);
    inverse2(outer, out, into, out, into, row + step, 2 * step, length);
  }

  @Override
  public void addInverse4(
      int low,
      int high,
      int outer,
      byte[][] in,
      int from,
      byte[][] out,
      int into,
      int row,
      int step,
      int length) {
    byte[] lows = PRODUCTS[low];
    byte[] highs = PRODUCTS[high];
    byte[] outers = PRODUCTS[outer];
    byte[] in0 = in[row];
    byte[] in1 = in[row + step];
    byte[] in2 = in[row + 2 * step];
    byte[] in3 = in[row + 3 * step];
    byte[] out0 = out[row];
    byte[] out1 = out[row + step];
    byte[] out2 = out[row + 2 * step];
    byte[] out3 = out[row + 3 * step];
    for (int i = 0; i < length; i++) {
      int b = in0[from + i] ^ in1[from + i];
      int a = in0[from + i] ^ lows[b & 0xFF];
      int d = in2[from + i] ^ in3[from + i];
      int c = in2[from + i] ^ highs[d & 0xFF];
      c ^= a;
      d ^= b;
      out0[into + i] ^= (byte) (a ^ outers[c & 0xFF]);
      out1[into + i] ^= (byte) (b ^ outers[d & 0xFF]);
      out2[into + i] ^= (byte) c;
      out3[into + i] ^= (byte) d;
    }
  }

  @Override
  public void forward2(
      int skew, byte[][] in, int from, byte[][] out, int into, int row, int step, int length) {
    byte[] products = PRODUCTS[skew];
    byte[] in0 = in[row];
    byte[] in1 = in[row + step];
    byte[] out0 = out[row];
    byte[] out1 = out[row + step];
    for (int i = 0; i < length; i++) {
      int b = in1[from + i];
      int a = in0[from + i] ^ products[b & 0xFF];
      out0[into + i] = (byte) a;
      out1[into + i] = (byte) (a ^ b);
    }
  }

  @Override
  public void forward4(
      int low,
      int high,
      int outer,
      byte[][] in,
      int from,
      byte[][] out,
      int into,
      int row,
      int step,
      int length) {
    forward2(outer, in, from, out, into, row, 2 * step, length);
    forward2(outer, in, from, out, into, row + step, 2 * step, length);
    forward2(low, out, into, out, into, row, step, length);
    forward2(high, out, into, out, into, row + 2 * step, step, length);
  }

  @Override
  public void forward4AtZero(
      int high, byte[][] in, int from, byte[][] out, int into, int row, int step, int length) {
    forward4(0, high, 0, in, from, out, into, row, step, length);
  }

  @Override
  public void addMultiples4(
      int[] factors, byte[] in, int from, byte[][] out, int into, int row, int step, int length) {
    for (int j = 0; j < 4; j++) {
      byte[] products = PRODUCTS[factors[j]];
      byte[] sum = out[row + j * step];
      for (int i = 0; i < length; i++) {
        sum[into + i] ^= products[in[from + i] & 0xFF];
      }
    }
  }

  @Override
  public void multiple(
      int factor, byte[] in, int from, byte[] other, int with, byte[] out, int into, int length) {
    byte[] products = PRODUCTS[factor];
    for (int i = 0; i < length; i++) {
      out[into + i] = products[(in[from + i] ^ other[with + i]) & 0xFF];
    }
  }
}
