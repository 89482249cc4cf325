package org.longhaul.coding;

import java.util.Arrays;

/// The additive FFT of Lin, Chung and Han (FOCS 2014, section III) of rows of bytes, between values
/// on a coset of `{0, …, size - 1}` and coefficients in their basis. Spaces hold `size` rows of the
/// length given, one after the other, so that rows under the same skews are one run of bytes.
///
/// @param layers base-two logarithm of the size, at least 2
record Transform(Butterflies butterflies, int layers) {
  int size() {
    return 1 << layers;
  }

  /// The sum of the coefficients of all blocks but the first, which is the block of parity.
  ///
  /// @param add whether to add to what is in `sums`, or to overwrite it
  void sumBlocks(boolean add, byte[][][] blocks, int from, byte[] work, byte[] sums, int length) {
    coefficients(add, size(), new Rows(blocks[1], from, 0), work, sums, length);
    for (int block = 2; block < blocks.length; block++) {
      Rows rows = new Rows(blocks[block], from, 0);
      coefficients(true, block * size(), rows, work, sums, length);
    }
  }

  /// The coefficients of the polynomial that has the given values.
  ///
  /// @param coset the first point, a multiple of the size
  /// @param work overwritten
  void coefficients(boolean add, int coset, Rows values, byte[] work, byte[] sums, int length) {
    int count = values.count();
    if (count == 0) {
      if (!add) {
        Arrays.fill(sums, 0, size() * length, (byte) 0);
      }
      return;
    }
    int inner = layers - 2;
    while (inner >= 2 && count <= 1 << inner - 2) {
      inner -= 2;
    }
    Rows live = values;
    int layer = inner & 1;
    if (layer == 1) {
      live = firstLayer(coset, live, work, length);
    }
    for (; layer < inner; layer += 2) {
      live = twoLayers(layer, coset, live, work, length);
    }
    if (count <= 1 << inner) {
      if (!add) {
        Arrays.fill(sums, 0, size() * length, (byte) 0);
      }
      spread(inner, coset, live, sums, length);
    } else {
      lastLayers(add, coset, live, work, sums, length);
    }
  }

  private Rows firstLayer(int coset, Rows values, byte[] work, int length) {
    Rows live = new Rows(new byte[size()][], 0, length);
    for (int row = 0; row < size(); row += 2) {
      Rows in = gather(values, row, 1, 2, work, length);
      if (in.zero(row)) {
        continue;
      }
      int[] skew = {Skews.at(0, coset + row)};
      int at = row * length;
      Butterflies.run(butterflies.inverse2(), skew, in.two(row), work, at, length, length);
      live.arrays()[row] = work;
      live.arrays()[row + 1] = work;
    }
    return live;
  }

  private Rows twoLayers(int layer, int coset, Rows values, byte[] work, int length) {
    Rows live = new Rows(new byte[size()][], 0, length);
    int step = 1 << layer;
    for (int start = 0; start < size(); start += 4 * step) {
      Rows in = gather(values, start, step, 4, work, length);
      if (in.zero(start)) {
        continue;
      }
      int run = step * length;
      Butterflies.run(
          butterflies.inverse4(),
          skews(layer, coset + start),
          in.four(start, step),
          work,
          start * length,
          run,
          run);
      Arrays.fill(live.arrays(), start, start + 4 * step, work);
    }
    return live;
  }

  private void lastLayers(
      boolean add, int coset, Rows values, byte[] work, byte[] sums, int length) {
    int layer = layers - 2;
    int step = 1 << layer;
    Rows in = gather(values, 0, step, 4, work, length);
    int run = step * length;
    int[] skews = skews(layer, coset);
    Butterflies.Step last = add ? butterflies.addInverse4() : butterflies.inverse4();
    Butterflies.run(last, skews, in.four(0, step), sums, 0, run, run);
  }

  /// Of two layers, the inner one of which is given, at the rows from a point on.
  private static int[] skews(int layer, int point) {
    return new int[] {
      Skews.at(layer, point), Skews.at(layer, point + (2 << layer)), Skews.at(layer + 1, point)
    };
  }

  /// The rows of one butterfly where all of them can be read, or all are zeros: the values
  /// themselves if all runs are there, or none; otherwise they are brought together in `work`.
  private Rows gather(Rows values, int start, int step, int ways, byte[] work, int length) {
    int end = start + ways * step;
    int there = 0;
    for (int row = start; row < end; row += step) {
      there += values.zero(row) ? 0 : 1;
    }
    if (there == 0 || there == ways) {
      return values;
    }
    int run = step * length;
    for (int row = start; row < end; row += step) {
      int at = row * length;
      if (values.zero(row)) {
        Arrays.fill(work, at, at + run, (byte) 0);
      } else if (step == 1) {
        System.arraycopy(values.arrays()[row], values.begin(row), work, at, length);
      }
    }
    return Rows.within(work, size(), length);
  }

  /// The outer layers where only the first run of rows is not zero: each coefficient goes to every
  /// run, multiplied by what the butterflies would have made of it.
  private void spread(int inner, int coset, Rows live, byte[] sums, int length) {
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
    int step = length << inner;
    byte[] array = live.arrays()[0];
    Rows.Four in = Rows.Four.two(array, live.begin(0), array, live.begin(0));
    for (int run = 0; run < runs; run += 4) {
      int[] four = Arrays.copyOfRange(factors, run, run + 4);
      Butterflies.run(butterflies.addMultiples4(), four, in, sums, run * step, step, step);
    }
  }

  /// Turns coefficients into the values of the polynomial that has them.
  ///
  /// @param coset the first point, a multiple of the size
  /// @param first the first row that is wanted
  /// @param end the row after the last; others are undefined afterwards
  void toValues(int coset, byte[] space, int first, int end, int length) {
    int layer = layers;
    if ((layer & 1) == 1) {
      layer--;
      int run = length << layer;
      int[] skew = {Skews.at(layer, coset)};
      Butterflies.Step step = coset == 0 ? butterflies.forward2AtZero() : butterflies.forward2();
      Butterflies.run(step, skew, Rows.Four.runs(space, 0, run), space, 0, run, run);
    }
    while (layer > 0) {
      layer -= 2;
      int step = 1 << layer;
      for (int start = first & -4 * step; start < end; start += 4 * step) {
        int at = start * length;
        int run = step * length;
        Butterflies.run(
            coset + start == 0 ? butterflies.forward4AtZero() : butterflies.forward4(),
            skews(layer, coset + start),
            Rows.Four.runs(space, at, run),
            space,
            at,
            run,
            run);
      }
    }
  }

  /// A multiple of the sum of `a` and `b`.
  void multiple(int factor, byte[] a, int atA, byte[] b, int atB, byte[] into, int at, int length) {
    Rows.Four in = Rows.Four.two(a, atA, b, atB);
    int[] factors = {factor};
    Butterflies.run(butterflies.multiple(), factors, in, into, at, length, length);
  }
}
