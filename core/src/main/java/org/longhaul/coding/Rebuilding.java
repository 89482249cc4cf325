package org.longhaul.coding;

import java.util.Arrays;
import org.longhaul.shipment.Geometry;

/// One call that remakes lost drives by additive FFT, stretch by stretch. [Locator] says why the
/// steps give what was lost.
final class Rebuilding {
  private final Geometry geometry;
  private final Transform transform;
  private final Locator locator;
  private final byte[][] shards;
  private final boolean[] wanted;
  private final boolean parityWanted;
  private final boolean dataWanted;
  private final byte[][][] blocks;

  /// For each block the rows that are remade; others null.
  private final byte[][][] remade;

  private final byte[] work;
  private final byte[] sums;
  private final byte[] values;

  /// What parity would be if lost data were zeros, where that is wanted.
  private final byte[][] partial;

  private final byte[] zeros;

  Rebuilding(
      Geometry geometry,
      Transform transform,
      Locator locator,
      byte[][] shards,
      boolean[] wanted,
      int most) {
    this.geometry = geometry;
    this.transform = transform;
    this.locator = locator;
    this.shards = shards;
    this.wanted = wanted;
    int k = geometry.data();
    partial = new byte[transform.size()][];
    boolean anyParity = false;
    for (int x = 0; x < geometry.parity(); x++) {
      if (wanted[k + x] && !locator.present()[k + x]) {
        partial[x] = new byte[most];
        anyParity = true;
      }
    }
    parityWanted = anyParity;
    byte[][] data = new byte[k][];
    byte[][] lost = new byte[k][];
    boolean anyData = false;
    for (int i = 0; i < k; i++) {
      if (locator.present()[i]) {
        data[i] = shards[i];
      } else if (wanted[i] || parityWanted) {
        lost[i] = new byte[most];
        anyData = true;
      }
    }
    dataWanted = anyData;
    blocks = transform.blocks(data);
    remade = transform.blocks(lost);
    work = new byte[transform.size() * most];
    sums = new byte[transform.size() * most];
    values = new byte[transform.size() * most];
    zeros = new byte[most];
  }

  void stretch(int at, int length) {
    int parity = geometry.parity();
    transform.sumBlocks(blocks, at, work, sums, length);
    transform.toValues(0, sums, 0, parity, length);
    for (int x = 0; x < parity; x++) {
      if (partial[x] != null) {
        System.arraycopy(sums, x * length, partial[x], 0, length);
      }
    }
    if (dataWanted) {
      remakeData(at, length);
    }
    if (parityWanted) {
      remakeParity(at, length);
    }
  }

  private void remakeData(int at, int length) {
    int size = transform.size();
    Rows located = locate(at, length);
    Arrays.fill(values, (byte) 0);
    transform.addCoefficients(0, located, work, values, length);
    for (int block = 0; block < remade.length; block++) {
      int first = 0;
      while (first < size && remade[block][first] == null) {
        first++;
      }
      if (first == size) {
        continue;
      }
      int end = new Rows(remade[block], 0, 0).count();
      System.arraycopy(values, 0, work, 0, size * length);
      transform.toValues((block + 1) * size, work, first, end, length);
      for (int row = first; row < end; row++) {
        if (remade[block][row] != null) {
          remake(block, row, at, length);
        }
      }
    }
  }

  /// The locator's multiples of by how much parity differs; zeros where parity is lost.
  private Rows locate(int at, int length) {
    Rows located = Rows.within(sums, transform.size(), length);
    for (int x = 0; x < transform.size(); x++) {
      int factor = locator.atParity()[x];
      if (factor == 0) {
        located.arrays()[x] = null;
      } else {
        byte[] parity = shards[geometry.data() + x];
        int row = x * length;
        multiple(factor, sums, row, parity, at, sums, row, length);
      }
    }
    return located;
  }

  private void remake(int block, int row, int at, int length) {
    int drive = block * transform.size() + row;
    int factor = locator.atLost()[drive];
    if (parityWanted) {
      multiple(factor, work, row * length, zeros, 0, remade[block][row], 0, length);
    }
    if (wanted[drive]) {
      multiple(factor, work, row * length, zeros, 0, shards[drive], at, length);
    }
  }

  /// The parity of what was remade, added to that of what is there.
  private void remakeParity(int at, int length) {
    transform.sumBlocks(remade, 0, work, sums, length);
    transform.toValues(0, sums, 0, geometry.parity(), length);
    for (int x = 0; x < geometry.parity(); x++) {
      if (partial[x] != null) {
        byte[] shard = shards[geometry.data() + x];
        multiple(1, sums, x * length, partial[x], 0, shard, at, length);
      }
    }
  }

  /// A multiple of the sum of `a` and `b`.
  private void multiple(
      int factor, byte[] a, int atA, byte[] b, int atB, byte[] into, int at, int length) {
    Rows.Four in = Rows.Four.two(a, atA, b, atB);
    int[] factors = {factor};
    Butterflies.run(transform.butterflies().multiple(), factors, in, into, at, length, length);
  }
}
