package org.longhaul.coding;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Butterflies by vector shuffles: a product is looked up by its two half bytes in two tables of 16
/// (Plank, Greenan and Miller, "Screaming Fast Galois Field Arithmetic", FAST 2013).
///
/// Kernels are kept small: a method with many more vector operations outgrows the compiler's
/// inlining, and every vector would then be an object.
final class VectorButterflies {
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

  private VectorButterflies() {}

  static Butterflies all() {
    return new Butterflies(
        VectorButterflies::inverse2,
        VectorButterflies::inverse4,
        VectorButterflies::addInverse4,
        VectorButterflies::forward2,
        VectorButterflies::forward2AtZero,
        VectorButterflies::forward4,
        VectorButterflies::forward4AtZero,
        VectorButterflies::addMultiples4,
        VectorButterflies::multiple);
  }

  private static void inverse2(
      int[] factors, Rows.Four in, byte[] out, int at, int apart, int length) {
    ByteVector lows = lows(factors[0]);
    ByteVector highs = highs(factors[0]);
    byte[] inA = in.a();
    byte[] inB = in.b();
    int atA = in.atA();
    int atB = in.atB();
    for (int i = 0; i < length; i += LANES) {
      ByteVector first = load(inA, atA + i);
      ByteVector second = xor(first, load(inB, atB + i));
      add(first, second, lows, highs).intoArray(out, at + i);
      second.intoArray(out, at + apart + i);
    }
  }

  private static void inverse4(
      int[] factors, Rows.Four in, byte[] out, int at, int apart, int length) {
    ByteVector lowLows = lows(factors[0]);
    ByteVector lowHighs = highs(factors[0]);
    ByteVector highLows = lows(factors[1]);
    ByteVector highHighs = highs(factors[1]);
    ByteVector outerLows = lows(factors[2]);
    ByteVector outerHighs = highs(factors[2]);
    byte[] inA = in.a();
    byte[] inB = in.b();
    byte[] inC = in.c();
    byte[] inD = in.d();
    int atA = in.atA();
    int atB = in.atB();
    int atC = in.atC();
    int atD = in.atD();
    int outB = at + apart;
    int outC = outB + apart;
    int outD = outC + apart;
    for (int i = 0; i < length; i += LANES) {
      ByteVector a = load(inA, atA + i);
      ByteVector b = xor(a, load(inB, atB + i));
      a = add(a, b, lowLows, lowHighs);
      ByteVector c = load(inC, atC + i);
      ByteVector d = xor(c, load(inD, atD + i));
      c = xor(a, add(c, d, highLows, highHighs));
      d = xor(b, d);
      add(a, c, outerLows, outerHighs).intoArray(out, at + i);
      add(b, d, outerLows, outerHighs).intoArray(out, outB + i);
      c.intoArray(out, outC + i);
      d.intoArray(out, outD + i);
    }
  }

  private static void addInverse4(
      int[] factors, Rows.Four in, byte[] out, int at, int apart, int length) {
    ByteVector lowLows = lows(factors[0]);
    ByteVector lowHighs = highs(factors[0]);
    ByteVector highLows = lows(factors[1]);
    ByteVector highHighs = highs(factors[1]);
    ByteVector outerLows = lows(factors[2]);
    ByteVector outerHighs = highs(factors[2]);
    byte[] inA = in.a();
    byte[] inB = in.b();
    byte[] inC = in.c();
    byte[] inD = in.d();
    int atA = in.atA();
    int atB = in.atB();
    int atC = in.atC();
    int atD = in.atD();
    int outB = at + apart;
    int outC = outB + apart;
    int outD = outC + apart;
    for (int i = 0; i < length; i += LANES) {
      ByteVector a = load(inA, atA + i);
      ByteVector b = xor(a, load(inB, atB + i));
      a = add(a, b, lowLows, lowHighs);
      ByteVector c = load(inC, atC + i);
      ByteVector d = xor(c, load(inD, atD + i));
      c = xor(a, add(c, d, highLows, highHighs));
      d = xor(b, d);
      xor(load(out, at + i), add(a, c, outerLows, outerHighs)).intoArray(out, at + i);
      xor(load(out, outB + i), add(b, d, outerLows, outerHighs)).intoArray(out, outB + i);
      xor(load(out, outC + i), c).intoArray(out, outC + i);
      xor(load(out, outD + i), d).intoArray(out, outD + i);
    }
  }

  private static void forward2(
      int[] factors, Rows.Four in, byte[] out, int at, int apart, int length) {
    ByteVector lows = lows(factors[0]);
    ByteVector highs = highs(factors[0]);
    byte[] inA = in.a();
    byte[] inB = in.b();
    int atA = in.atA();
    int atB = in.atB();
    int outB = at + apart;
    for (int i = 0; i < length; i += LANES) {
      ByteVector b = load(inB, atB + i);
      ByteVector a = add(load(inA, atA + i), b, lows, highs);
      a.intoArray(out, at + i);
      xor(a, b).intoArray(out, outB + i);
    }
  }

  private static void forward2AtZero(
      int[] factors, Rows.Four in, byte[] out, int at, int apart, int length) {
    byte[] inA = in.a();
    byte[] inB = in.b();
    int atA = in.atA();
    int atB = in.atB();
    int outB = at + apart;
    for (int i = 0; i < length; i += LANES) {
      ByteVector a = load(inA, atA + i);
      ByteVector b = xor(a, load(inB, atB + i));
      a.intoArray(out, at + i);
      b.intoArray(out, outB + i);
    }
  }

  private static void forward4(
      int[] factors, Rows.Four in, byte[] out, int at, int apart, int length) {
    ByteVector lowLows = lows(factors[0]);
    ByteVector lowHighs = highs(factors[0]);
    ByteVector highLows = lows(factors[1]);
    ByteVector highHighs = highs(factors[1]);
    ByteVector outerLows = lows(factors[2]);
    ByteVector outerHighs = highs(factors[2]);
    byte[] inA = in.a();
    byte[] inB = in.b();
    byte[] inC = in.c();
    byte[] inD = in.d();
    int atA = in.atA();
    int atB = in.atB();
    int atC = in.atC();
    int atD = in.atD();
    int outB = at + apart;
    int outC = outB + apart;
    int outD = outC + apart;
    for (int i = 0; i < length; i += LANES) {
      ByteVector c = load(inC, atC + i);
      ByteVector d = load(inD, atD + i);
      ByteVector a = add(load(inA, atA + i), c, outerLows, outerHighs);
      ByteVector b = add(load(inB, atB + i), d, outerLows, outerHighs);
      c = xor(a, c);
      d = xor(b, d);
      a = add(a, b, lowLows, lowHighs);
      c = add(c, d, highLows, highHighs);
      a.intoArray(out, at + i);
      xor(a, b).intoArray(out, outB + i);
      c.intoArray(out, outC + i);
      xor(c, d).intoArray(out, outD + i);
    }
  }

  private static void forward4AtZero(
      int[] factors, Rows.Four in, byte[] out, int at, int apart, int length) {
    ByteVector lows = lows(factors[1]);
    ByteVector highs = highs(factors[1]);
    byte[] inA = in.a();
    byte[] inB = in.b();
    byte[] inC = in.c();
    byte[] inD = in.d();
    int atA = in.atA();
    int atB = in.atB();
    int atC = in.atC();
    int atD = in.atD();
    int outB = at + apart;
    int outC = outB + apart;
    int outD = outC + apart;
    for (int i = 0; i < length; i += LANES) {
      ByteVector a = load(inA, atA + i);
      ByteVector b = load(inB, atB + i);
      ByteVector c = xor(a, load(inC, atC + i));
      ByteVector d = xor(b, load(inD, atD + i));
      c = add(c, d, lows, highs);
      a.intoArray(out, at + i);
      xor(a, b).intoArray(out, outB + i);
      c.intoArray(out, outC + i);
      xor(c, d).intoArray(out, outD + i);
    }
  }

  private static void addMultiples4(
      int[] factors, Rows.Four in, byte[] out, int at, int apart, int length) {
    addMultiples2(factors[0], factors[1], in.a(), in.atA(), out, at, apart, length);
    int half = at + 2 * apart;
    addMultiples2(factors[2], factors[3], in.a(), in.atA(), out, half, apart, length);
  }

  private static void addMultiples2(
      int factor0, int factor1, byte[] in, int from, byte[] out, int at, int apart, int length) {
    ByteVector lows0 = lows(factor0);
    ByteVector highs0 = highs(factor0);
    ByteVector lows1 = lows(factor1);
    ByteVector highs1 = highs(factor1);
    int next = at + apart;
    for (int i = 0; i < length; i += LANES) {
      ByteVector value = load(in, from + i);
      add(load(out, at + i), value, lows0, highs0).intoArray(out, at + i);
      add(load(out, next + i), value, lows1, highs1).intoArray(out, next + i);
    }
  }

  private static void multiple(
      int[] factors, Rows.Four in, byte[] out, int at, int apart, int length) {
    ByteVector lows = lows(factors[0]);
    ByteVector highs = highs(factors[0]);
    byte[] inA = in.a();
    byte[] inB = in.b();
    int atA = in.atA();
    int atB = in.atB();
    for (int i = 0; i < length; i += LANES) {
      ByteVector value = xor(load(inA, atA + i), load(inB, atB + i));
      add(ByteVector.zero(SPECIES), value, lows, highs).intoArray(out, at + i);
    }
  }
}
