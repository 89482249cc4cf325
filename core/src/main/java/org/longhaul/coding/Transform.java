package org.longhaul.coding;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The additive FFT of Lin, Chung and Han (FOCS 2014, section III) of rows of bytes, between values
/// on a coset of `{0, …, size - 1}` and coefficients in their basis. Rows of values may be null,
/// which stands for zeros. Rows to work in are used from their byte 0.
///
/// @param layers base-two logarithm of the size, at least 2
@SuppressWarnings("ReferenceEquality")
record Transform(Butterflies butterflies, int layers) {
  int size() {
    return 1 << layers;
  }

  byte[][] rows(int length) {
    return new byte[size()][length];
  }

  /// Data by cosets: block `b` has the points `(b + 1) * size` and up.
  byte[][][] blocks(byte[][] data) {
    byte[][][] blocks = new byte[(data.length + size() - 1) / size()][size()][];
    for (int i = 0; i < data.length; i++) {
      blocks[i / size()][i % size()] = data[i];
    }
    return blocks;
  }

  /// The sum of the coefficients of all blocks.
  ///
  /// @param point the first block's first
  void sumBlocks(byte[][][] blocks, int point, int from, byte[][] work, byte[][] sums, int length) {
    for (byte[] sum : sums) {
      Arrays.fill(sum, 0, length, (byte) 0);
    }
    for (int block = 0; block < blocks.length; block++) {
      addCoefficients(point + block * size(), blocks[block], from, work, sums, length);
    }
  }

  /// Adds the coefficients of the polynomial that has the given values.
  ///
  /// @param coset the first point, a multiple of the size
  /// @param values as many rows as the size; may be `work`
  /// @param from first byte of the values
  /// @param work overwritten
  void addCoefficients(
      int coset, byte[][] values, int from, byte[][] work, byte[][] sums, int length) {
    int inner = layers - 2;
    int count = count(values);
    while (inner >= 2 && count <= 1 << inner - 2) {
      inner -= 2;
    }
    if (count <= 1 << inner) {
      byte[][] live = invert(inner, coset, values, from, work, length);
      spread(inner, coset, live, live == values ? from : 0, sums, length);
      return;
    }
    inner = layers - 2;
    byte[][] live = invert(inner, coset, values, from, work, length);
    int at = live == values ? from : 0;
    int step = 1 << inner;
    for (int row = 0; row < step; row++) {
      byte @Nullable [][] in = gather(live, at, work, row, step, 4, length);
      if (in != null) {
        butterflies.addInverse4(
            Skews.at(inner, coset),
            Skews.at(inner, coset + 2 * step),
            Skews.at(inner + 1, coset),
            in,
            in == work ? 0 : at,
            sums,
            0,
            row,
            step,
            length);
      }
    }
  }

  /// How many rows there are up to the last that is not null.
  static int count(byte[][] values) {
    int count = values.length;
    while (count > 0 && values[count - 1] == null) {
      count--;
    }
    return count;
  }

  /// Layers of the inverse transform, from the innermost out.
  ///
  /// @return the values themselves if there is no layer; otherwise rows of `work`, or null for
  ///   zeros
  private byte[][] invert(
      int inner, int coset, byte[][] values, int from, byte[][] work, int length) {
    byte[][] live = values;
    int at = from;
    int layer = 0;
    while (layer < inner) {
      int ways = (inner - layer & 1) == 1 ? 2 : 4;
      byte[][] next = new byte[size()][];
      int step = 1 << layer;
      for (int start = 0; start < size(); start += ways * step) {
        for (int row = start; row < start + step; row++) {
          byte @Nullable [][] in = gather(live, at, work, row, step, ways, length);
          if (in != null) {
            int begin = in == work ? 0 : at;
            if (ways == 2) {
              butterflies.inverse2(
                  Skews.at(layer, coset + start), in, begin, work, 0, row, step, length);
            } else {
              butterflies.inverse4(
                  Skews.at(layer, coset + start),
                  Skews.at(layer, coset + start + 2 * step),
                  Skews.at(layer + 1, coset + start),
                  in,
                  begin,
                  work,
                  0,
                  row,
                  step,
                  length);
            }
            for (int i = 0; i < ways; i++) {
              next[row + i * step] = work[row + i * step];
            }
          }
        }
      }
      live = next;
      at = 0;
      layer += ways / 2;
    }
    return live;
  }

  /// The rows of one butterfly where all of them can be read.
  ///
  /// @return null if all are zeros; the inputs themselves if all are there; otherwise `work`, to
  ///   whose rows they were copied
  private static byte @Nullable [][] gather(
      byte[][] live, int at, byte[][] work, int row, int step, int ways, int length) {
    int end = row + ways * step;
    int there = 0;
    for (int i = row; i < end; i += step) {
      if (live[i] != null) {
        there++;
      }
    }
    if (there == 0) {
      return null;
    }
    if (there == ways) {
      return live;
    }
    for (int i = row; i < end; i += step) {
      if (live[i] == null) {
        Arrays.fill(work[i], 0, length, (byte) 0);
      } else if (live[i] != work[i]) {
        System.arraycopy(live[i], at, work[i], 0, length);
      }
    }
    return work;
  }

  /// The outer layers where only the first run of rows is not zero: each coefficient goes to every
  /// run, multiplied by what the butterflies would have made of it.
  private void spread(int inner, int coset, byte[][] live, int at, byte[][] sums, int length) {
    int step = 1 << inner;
    int runs = size() >> inner;
    int[] factors = new int[runs];
    Arrays.fill(factors, 1);
    for (int layer = inner; layer < layers; layer++) {
      int factor = 1 ^ Skews.at(layer, coset);
      for (int run = 0; run < runs; run++) {
        if ((run >> layer - inner & 1) == 0) {
          factors[run] = Field.multiply(factors[run], factor);
        }
      }
    }
    for (int run = 0; run < runs; run += 4) {
      int[] four = Arrays.copyOfRange(factors, run, run + 4);
      for (int row = 0; row < step; row++) {
        if (live[row] != null) {
          butterflies.addMultiples4(four, live[row], at, sums, 0, row + run * step, step, length);
        }
      }
    }
  }

  /// Values of the polynomial that has the given coefficients.
  ///
  /// @param coset the first point, a multiple of the size
  /// @param coefficients overwritten
  /// @param values for each point a row to write to, or null if its value is not wanted
  /// @param into first byte of the values
  void values(int coset, byte[][] coefficients, byte[][] values, int into, int length) {
    int count = count(values);
    int layer = layers;
    while (layer > 0) {
      int ways = layer == 1 ? 2 : 4;
      layer -= ways / 2;
      int step = 1 << layer;
      for (int start = 0; start < count; start += ways * step) {
        for (int row = start; row < start + step; row++) {
          boolean direct = layer == 0 && allThere(values, start, ways);
          byte[][] out = direct ? values : coefficients;
          forward(ways, layer, coset + start, coefficients, out, direct ? into : 0, row, length);
          if (layer == 0 && !direct) {
            for (int i = start; i < start + ways; i++) {
              if (values[i] != null) {
                System.arraycopy(coefficients[i], 0, values[i], into, length);
              }
            }
          }
        }
      }
    }
  }

  private void forward(
      int ways, int layer, int point, byte[][] in, byte[][] out, int into, int row, int length) {
    int step = 1 << layer;
    int low = Skews.at(layer, point);
    if (ways == 2) {
      butterflies.forward2(low, in, 0, out, into, row, step, length);
      return;
    }
    int high = Skews.at(layer, point + 2 * step);
    if (point == 0) {
      butterflies.forward4AtZero(high, in, 0, out, into, row, step, length);
    } else {
      int outer = Skews.at(layer + 1, point);
      butterflies.forward4(low, high, outer, in, 0, out, into, row, step, length);
    }
  }

  private static boolean allThere(byte[][] rows, int start, int count) {
    for (int i = start; i < start + count; i++) {
      if (rows[i] == null) {
        return false;
      }
    }
    return true;
  }
}
