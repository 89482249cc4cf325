package org.longhaul.coding;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Butterflies by vector shuffles: a product is looked up by its two half bytes in two tables of 16
/// (Plank, Greenan and Miller, "Screaming Fast Galois Field Arithmetic", FAST 2013).
///
/// Kernels are kept small: a method with many more vector operations outgrows the compiler's
/// inlining, and every vector would then be an object.
final class VectorButterflies implements Butterflies {
  private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final byte[] TABLES = tables();

  /// For each factor: products of the low halves, then of the high ones, each table of 16 repeated
  /// to fill a vector. So a lookup need not mask what lies above a half byte: it wraps around.
  private static byte[] tables() {
    byte[] all = new byte[256 * 2 * LANES];
    for (int factor = 0; factor < 256; factor++) {
      int at = factor * 2 * LANES;
      for (int half = 0; half < 16; half++) {
        all[at + half] = (byte) Field.multiply(factor, half);
        all[at + LANES + half] = (byte) Field.multiply(factor, half << 4);
      }
      for (int lane = 16; lane < LANES; lane += 16) {
        System.arraycopy(all, at, all, at + lane, 16);
        System.arraycopy(all, at + LANES, all, at + LANES + lane, 16);
      }
    }
    return all;
  }

  private static ByteVector lows(int factor) {
    return ByteVector.fromArray(SPECIES, TABLES, factor * 2 * LANES);
  }

  private static ByteVector highs(int factor) {
    return ByteVector.fromArray(SPECIES, TABLES, factor * 2 * LANES + LANES);
  }

  private static ByteVector load(byte[] row, int at) {
    return ByteVector.fromArray(SPECIES, row, at);
  }

  private static ByteVector xor(ByteVector a, ByteVector b) {
    return a.lanewise(VectorOperators.XOR, b);
  }

  /// `sum + factor * value`. Processors have no shift of bytes; one of shorts does, for the lookup
  /// leaves out what comes over from the neighbour.
  private static ByteVector add(
      ByteVector sum, ByteVector value, ByteVector lows, ByteVector highs) {
    ByteVector high =
        value.reinterpretAsShorts().lanewise(VectorOperators.LSHR, 4).reinterpretAsBytes();
    return xor(xor(sum, value.selectFrom(lows)), high.selectFrom(highs));
  }

  @Override
  public void inverse2(
      int skew, byte[][] in, int from, byte[][] out, int into, int row, int step, int length) {
    ByteVector lows = lows(skew);
    ByteVector highs = highs(skew);
    byte[] in0 = in[row];
    byte[] in1 = in[row + step];
    byte[] out0 = out[row];
    byte[] out1 = out[row + step];
    for (int i = 0; i < length; i += LANES) {
      ByteVector a = load(in0, from + i);
      ByteVector b = xor(a, load(in1, from + i));
      add(a, b, lows, highs).intoArray(out0, into + i);
      b.intoArray(out1, into + i);
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
    ByteVector lowLows = lows(low);
    ByteVector lowHighs = highs(low);
    ByteVector highLows = lows(high);
    ByteVector highHighs = highs(high);
    ByteVector outerLows = lows(outer);
    ByteVector outerHighs = highs(outer);
    byte[] in0 = in[row];
    byte[] in1 = in[row + step];
    byte[] in2 = in[row + 2 * step];
    byte[] in3 = in[row + 3 * step];
    byte[] out0 = out[row];
    byte[] out1 = out[row + step];
    byte[] out2 = out[row + 2 * step];
    byte[] out3 = out[row + 3 * step];
    for (int i = 0; i < length; i += LANES) {
      ByteVector a = load(in0, from + i);
      ByteVector b = xor(a, load(in1, from + i));
      a = add(a, b, lowLows, lowHighs);
      ByteVector c = load(in2, from + i);
      ByteVector d = xor(c, load(in3, from + i));
      c = xor(a, add(c, d, highLows, highHighs));
      d = xor(b, d);
      add(a, c, outerLows, outerHighs).intoArray(out0, into + i);
      add(b, d, outerLows, outerHighs).intoArray(out1, into + i);
      c.intoArray(out2, into + i);
      d.intoArray(out3, into + i);
    }
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
    ByteVector lowLows = lows(low);
    ByteVector lowHighs = highs(low);
    ByteVector highLows = lows(high);
    ByteVector highHighs = highs(high);
    ByteVector outerLows = lows(outer);
    ByteVector outerHighs = highs(outer);
    byte[] in0 = in[row];
    byte[] in1 = in[row + step];
    byte[] in2 = in[row + 2 * step];
    byte[] in3 = in[row + 3 * step];
    byte[] out0 = out[row];
    byte[] out1 = out[row + step];
    byte[] out2 = out[row + 2 * step];
    byte[] out3 = out[row + 3 * step];
    for (int i = 0; i < length; i += LANES) {
      ByteVector a = load(in0, from + i);
      ByteVector b = xor(a, load(in1, from + i));
      a = add(a, b, lowLows, lowHighs);
      ByteVector c = load(in2, from + i);
      ByteVector d = xor(c, load(in3, from + i));
      c = xor(a, add(c, d, highLows, highHighs));
      d = xor(b, d);
      xor(load(out0, into + i), add(a, c, outerLows, outerHighs)).intoArray(out0, into + i);
      xor(load(out1, into + i), add(b, d, outerLows, outerHighs)).intoArray(out1, into + i);
      xor(load(out2, into + i), c).intoArray(out2, into + i);
      xor(load(out3, into + i), d).intoArray(out3, into + i);
    }
  }

  @Override
  public void forward2(
      int skew, byte[][] in, int from, byte[][] out, int into, int row, int step, int length) {
    ByteVector lows = lows(skew);
    ByteVector highs = highs(skew);
    byte[] in0 = in[row];
    byte[] in1 = in[row + step];
    byte[] out0 = out[row];
    byte[] out1 = out[row + step];
    for (int i = 0; i < length; i += LANES) {
      ByteVector b = load(in1, from + i);
      ByteVector a = add(load(in0, from + i), b, lows, highs);
      a.intoArray(out0, into + i);
      xor(a, b).intoArray(out1, into + i);
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
    ByteVector lowLows = lows(low);
    ByteVector lowHighs = highs(low);
    ByteVector highLows = lows(high);
    ByteVector highHighs = highs(high);
    ByteVector outerLows = lows(outer);
    ByteVector outerHighs = highs(outer);
    byte[] in0 = in[row];
    byte[] in1 = in[row + step];
    byte[] in2 = in[row + 2 * step];
    byte[] in3 = in[row + 3 * step];
    byte[] out0 = out[row];
    byte[] out1 = out[row + step];
    byte[] out2 = out[row + 2 * step];
    byte[] out3 = out[row + 3 * step];
    for (int i = 0; i < length; i += LANES) {
      ByteVector c = load(in2, from + i);
      ByteVector d = load(in3, from + i);
      ByteVector a = add(load(in0, from + i), c, outerLows, outerHighs);
      ByteVector b = add(load(in1, from + i), d, outerLows, outerHighs);
      c = xor(a, c);
      d = xor(b, d);
      a = add(a, b, lowLows, lowHighs);
      c = add(c, d, highLows, highHighs);
      a.intoArray(out0, into + i);
      xor(a, b).intoArray(out1, into + i);
      c.intoArray(out2, into + i);
      xor(c, d).intoArray(out3, into + i);
    }
  }

  @Override
  public void forward4AtZero(
      int high, byte[][] in, int from, byte[][] out, int into, int row, int step, int length) {
    ByteVector lows = lows(high);
    ByteVector highs = highs(high);
    byte[] in0 = in[row];
    byte[] in1 = in[row + step];
    byte[] in2 = in[row + 2 * step];
    byte[] in3 = in[row + 3 * step];
    byte[] out0 = out[row];
    byte[] out1 = out[row + step];
    byte[] out2 = out[row + 2 * step];
    byte[] out3 = out[row + 3 * step];
    for (int i = 0; i < length; i += LANES) {
      ByteVector a = load(in0, from + i);
      ByteVector b = load(in1, from + i);
      ByteVector c = xor(a, load(in2, from + i));
      ByteVector d = xor(b, load(in3, from + i));
      c = add(c, d, lows, highs);
      a.intoArray(out0, into + i);
      xor(a, b).intoArray(out1, into + i);
      c.intoArray(out2, into + i);
      xor(c, d).intoArray(out3, into + i);
    }
  }

  @Override
  public void addMultiples4(
      int[] factors, byte[] in, int from, byte[][] out, int into, int row, int step, int length) {
    addMultiples2(factors[0], factors[1], in, from, out[row], out[row + step], into, length);
    addMultiples2(
        factors[2], factors[3], in, from, out[row + 2 * step], out[row + 3 * step], into, length);
  }

  private static void addMultiples2(
      int factor0,
      int factor1,
      byte[] in,
      int from,
      byte[] out0,
      byte[] out1,
      int into,
      int length) {
    ByteVector lows0 = lows(factor0);
    ByteVector highs0 = highs(factor0);
    ByteVector lows1 = lows(factor1);
    ByteVector highs1 = highs(factor1);
    for (int i = 0; i < length; i += LANES) {
      ByteVector value = load(in, from + i);
      add(load(out0, into + i), value, lows0, highs0).intoArray(out0, into + i);
      add(load(out1, into + i), value, lows1, highs1).intoArray(out1, into + i);
    }
  }

  @Override
  public void multiple(
      int factor, byte[] in, int from, byte[] other, int with, byte[] out, int into, int length) {
    ByteVector lows = lows(factor);
    ByteVector highs = highs(factor);
    for (int i = 0; i < length; i += LANES) {
      ByteVector value = xor(load(in, from + i), load(other, with + i));
      add(ByteVector.zero(SPECIES), value, lows, highs).intoArray(out, into + i);
    }
  }
}
