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
  private static final int STRETCH_BYTES = 1 << 14;

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
        group(row, sources, used, into, at, end);
      }
    }
  }

  /// Up to four combinations on a stretch, source by source: sums stay in the first cache, tables
  /// in registers, and each source is read as one stream.
  private void group(int row, byte[][] sources, int[] used, byte[][] into, int from, int end) {
    int count = Math.min(GROUP, rows.length - row);
    if (count == 1 && allOnes(rows[row])) {
      xor(sources, used, into[row], from, end);
      return;
    }
    for (int r = 0; r < count; r++) {
      Arrays.fill(into[row + r], from, end, (byte) 0);
    }
    byte[] table = tables[row / GROUP];
    for (int i : used) {
      int at = i * GROUP * 2 * LANES;
      switch (count) {
        case 4 -> four(table, at, sources[i], into, row, from, end);
        case 3 -> {
          two(table, at, sources[i], into[row], into[row + 1], from, end);
          one(table, at + 4 * LANES, sources[i], into[row + 2], from, end);
        }
        case 2 -> two(table, at, sources[i], into[row], into[row + 1], from, end);
        default -> one(table, at, sources[i], into[row], from, end);
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

  private static void one(byte[] tables, int table, byte[] source, byte[] into, int from, int end) {
    ByteVector lows = ByteVector.fromArray(SPECIES, tables, table);
    ByteVector highs = ByteVector.fromArray(SPECIES, tables, table + LANES);
    for (int at = from; at < end; at += LANES) {
      ByteVector value = ByteVector.fromArray(SPECIES, source, at);
      add(into, at, low(value), high(value), lows, highs);
    }
  }

  private static void two(
      byte[] tables, int table, byte[] source, byte[] into0, byte[] into1, int from, int end) {
    ByteVector lows0 = ByteVector.fromArray(SPECIES, tables, table);
    ByteVector highs0 = ByteVector.fromArray(SPECIES, tables, table + LANES);
    ByteVector lows1 = ByteVector.fromArray(SPECIES, tables, table + 2 * LANES);
    ByteVector highs1 = ByteVector.fromArray(SPECIES, tables, table + 3 * LANES);
    for (int at = from; at < end; at += LANES) {
      ByteVector value = ByteVector.fromArray(SPECIES, source, at);
      ByteVector low = low(value);
      ByteVector high = high(value);
      add(into0, at, low, high, lows0, highs0);
      add(into1, at, low, high, lows1, highs1);
    }
  }

  private static void four(
      byte[] tables, int table, byte[] source, byte[][] into, int row, int from, int end) {
    ByteVector lows0 = ByteVector.fromArray(SPECIES, tables, table);
    ByteVector highs0 = ByteVector.fromArray(SPECIES, tables, table + LANES);
    ByteVector lows1 = ByteVector.fromArray(SPECIES, tables, table + 2 * LANES);
    ByteVector highs1 = ByteVector.fromArray(SPECIES, tables, table + 3 * LANES);
    ByteVector lows2 = ByteVector.fromArray(SPECIES, tables, table + 4 * LANES);
    ByteVector highs2 = ByteVector.fromArray(SPECIES, tables, table + 5 * LANES);
    ByteVector lows3 = ByteVector.fromArray(SPECIES, tables, table + 6 * LANES);
    ByteVector highs3 = ByteVector.fromArray(SPECIES, tables, table + 7 * LANES);
    byte[] into0 = into[row];
    byte[] into1 = into[row + 1];
    byte[] into2 = into[row + 2];
    byte[] into3 = into[row + 3];
    for (int at = from; at < end; at += LANES) {
      ByteVector value = ByteVector.fromArray(SPECIES, source, at);
      ByteVector low = low(value);
      ByteVector high = high(value);
      add(into0, at, low, high, lows0, highs0);
      add(into1, at, low, high, lows1, highs1);
      add(into2, at, low, high, lows2, highs2);
      add(into3, at, low, high, lows3, highs3);
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

  private static void add(
      byte[] into, int at, ByteVector low, ByteVector high, ByteVector lows, ByteVector highs) {
    ByteVector.fromArray(SPECIES, into, at)
        .lanewise(VectorOperators.XOR, low.selectFrom(lows))
        .lanewise(VectorOperators.XOR, high.selectFrom(highs))
        .intoArray(into, at);
  }
}
