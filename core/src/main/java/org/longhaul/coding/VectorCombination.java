package org.longhaul.coding;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Combinations by vector shuffles: a product is looked up by its two half bytes in two tables of
/// 16 (Plank, Greenan and Miller, "Screaming Fast Galois Field Arithmetic", FAST 2013).
///
/// Four combinations are computed at once, so that each source is loaded and split once for four.
/// Kernels are kept small: a method with many more vector operations outgrows the compiler's
/// inlining, and every vector would then be an object.
final class VectorCombination implements Combination {
  static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;

  private static final int LANES = SPECIES.length();
  private static final int GROUP = 4;

  /// A stretch of all sources that stays in the processor's second cache while all groups use it.
  private static final int STRETCH_BYTES = 1 << 12;

  private static final byte LOW = 0x0F;

  private final int[][] rows;
  private final byte[][] tables;
  private final int sourceCount;

  /// Whether the JVM has vectors whose length divides the grain.
  static boolean usable() {
    return LANES >= 16 && ErasureCode.GRAIN_BYTES % LANES == 0;
  }

  VectorCombination(int[][] rows) {
    this.rows = rows;
    this.sourceCount = rows.length == 0 ? 0 : rows[0].length;
    int groups = (rows.length + GROUP - 1) / GROUP;
    tables = new byte[groups][];
    for (int group = 0; group < groups; group++) {
      tables[group] = tables(group);
    }
  }

  /// For each source and each row of a group: products of the low halves, then of the high ones,
  /// each table repeated to fill a vector.
  private byte[] tables(int group) {
    byte[] all = new byte[sourceCount * GROUP * 2 * LANES];
    for (int i = 0; i < sourceCount; i++) {
      for (int r = 0; r < GROUP; r++) {
        int row = GROUP * group + r;
        int factor = row < rows.length ? rows[row][i] : 0;
        int at = (i * GROUP + r) * 2 * LANES;
        for (int lane = 0; lane < LANES; lane++) {
          all[at + lane] = (byte) Field.multiply(factor, lane & LOW);
          all[at + LANES + lane] = (byte) Field.multiply(factor, (lane & LOW) << 4);
        }
      }
    }
    return all;
  }

  @Override
  public void apply(byte[][] sources, byte[][] into, int from, int length) {
    int[] used = new int[sourceCount];
    int count = 0;
    for (int i = 0; i < sourceCount; i++) {
      if (sources[i] != null) {
        used[count++] = i;
      }
    }
    used = Arrays.copyOf(used, count);
    for (int at = from; at < from + length; at += STRETCH_BYTES) {
      int end = Math.min(from + length, at + STRETCH_BYTES);
      for (int row = 0; row < rows.length; row += GROUP) {
        if (rows.length - row < GROUP) {
          rest(row, sources, used, into, at, end);
        } else {
          four(tables[row / GROUP], sources, used, into, row, at, end);
        }
      }
    }
  }

  private void rest(int first, byte[][] sources, int[] used, byte[][] into, int from, int end) {
    for (int row = first; row < rows.length; row++) {
      if (allOnes(rows[row])) {
        xor(sources, used, into[row], from, end);
      } else {
        one(tables[row / GROUP], row % GROUP, sources, used, into[row], from, end);
      }
    }
  }

  private static boolean allOnes(int[] row) {
    for (int factor : row) {
      if (factor != 1) {
        return false;
      }
    }
    return true;
  }

  private static void xor(byte[][] sources, int[] used, byte[] into, int from, int end) {
    for (int at = from; at < end; at += LANES) {
      ByteVector sum = ByteVector.zero(SPECIES);
      for (int i : used) {
        sum = sum.lanewise(VectorOperators.XOR, ByteVector.fromArray(SPECIES, sources[i], at));
      }
      sum.intoArray(into, at);
    }
  }

  private static void one(
      byte[] tables, int r, byte[][] sources, int[] used, byte[] into, int from, int end) {
    for (int at = from; at < end; at += LANES) {
      ByteVector sum = ByteVector.zero(SPECIES);
      for (int i : used) {
        ByteVector value = ByteVector.fromArray(SPECIES, sources[i], at);
        sum = add(sum, low(value), high(value), tables, (i * GROUP + r) * 2 * LANES);
      }
      sum.intoArray(into, at);
    }
  }

  private static void four(
      byte[] tables, byte[][] sources, int[] used, byte[][] into, int row, int from, int end) {
    byte[] into0 = into[row];
    byte[] into1 = into[row + 1];
    byte[] into2 = into[row + 2];
    byte[] into3 = into[row + 3];
    for (int at = from; at < end; at += LANES) {
      ByteVector sum0 = ByteVector.zero(SPECIES);
      ByteVector sum1 = sum0;
      ByteVector sum2 = sum0;
      ByteVector sum3 = sum0;
      for (int i : used) {
        ByteVector value = ByteVector.fromArray(SPECIES, sources[i], at);
        ByteVector low = low(value);
        ByteVector high = high(value);
        int table = i * GROUP * 2 * LANES;
        sum0 = add(sum0, low, high, tables, table);
        sum1 = add(sum1, low, high, tables, table + 2 * LANES);
        sum2 = add(sum2, low, high, tables, table + 4 * LANES);
        sum3 = add(sum3, low, high, tables, table + 6 * LANES);
      }
      sum0.intoArray(into0, at);
      sum1.intoArray(into1, at);
      sum2.intoArray(into2, at);
      sum3.intoArray(into3, at);
    }
  }

  private static ByteVector low(ByteVector value) {
    return value.and(LOW);
  }

  /// Processors have no shift of bytes; one of shorts does the same with a mask after it.
  private static ByteVector high(ByteVector value) {
    return value
        .reinterpretAsShorts()
        .lanewise(VectorOperators.LSHR, 4)
        .reinterpretAsBytes()
        .and(LOW);
  }

  private static ByteVector add(
      ByteVector sum, ByteVector low, ByteVector high, byte[] tables, int at) {
    ByteVector first = low.selectFrom(ByteVector.fromArray(SPECIES, tables, at));
    ByteVector second = high.selectFrom(ByteVector.fromArray(SPECIES, tables, at + LANES));
    return sum.lanewise(VectorOperators.XOR, first).lanewise(VectorOperators.XOR, second);
  }
}
