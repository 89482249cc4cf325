package org.longhaul.coding;

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
  private final byte[][][] blocks;

  /// For each block the rows that are remade, or null.
  private final byte[][][] remade;

  private final byte[][] work;
  private final byte[][] sums;
  private final byte[][] moreSums;

  /// By how much parity differs, where that is known or wanted.
  private final byte[][] differences;

  /// The differences that are known, others null.
  private final byte[][] known;

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
    boolean[] present = locator.present();
    byte[][] data = new byte[k][];
    byte[][] lost = new byte[k][];
    boolean anyLost = false;
    this.parityWanted = parityWanted(wanted, present, k);
    for (int i = 0; i < k; i++) {
      if (present[i]) {
        data[i] = shards[i];
      } else if (wanted[i] || parityWanted) {
        lost[i] = new byte[most];
        anyLost = true;
      }
    }
    blocks = transform.blocks(data);
    remade = transform.blocks(lost);
    work = transform.rows(most);
    sums = transform.rows(most);
    moreSums = transform.rows(most);
    zeros = new byte[most];
    differences = new byte[transform.size()][];
    known = new byte[transform.size()][];
    for (int x = 0; x < geometry.parity(); x++) {
      boolean there = present[k + x];
      if (there && anyLost || !there && wanted[k + x]) {
        differences[x] = new byte[most];
      }
      if (there && anyLost) {
        known[x] = differences[x];
      }
    }
  }

  private static boolean parityWanted(boolean[] wanted, boolean[] present, int k) {
    for (int drive = k; drive < wanted.length; drive++) {
      if (wanted[drive] && !present[drive]) {
        return true;
      }
    }
    return false;
  }

  void stretch(int at, int length) {
    transform.sumBlocks(blocks, transform.size(), at, work, sums, length);
    transform.values(0, sums, differences, 0, length);
    remakeData(at, length);
    if (parityWanted) {
      remakeParity(at, length);
    }
  }

  private void remakeData(int at, int length) {
    int k = geometry.data();
    int size = transform.size();
    Butterflies butterflies = transform.butterflies();
    for (int x = 0; x < size; x++) {
      if (known[x] != null) {
        int factor = locator.atParity()[x];
        butterflies.multiple(factor, known[x], 0, shards[k + x], at, known[x], 0, length);
      }
    }
    transform.sumBlocks(new byte[][][] {known}, 0, 0, work, sums, length);
    for (int block = 0; block < remade.length; block++) {
      if (Transform.count(remade[block]) == 0) {
        continue;
      }
      for (int row = 0; row < size; row++) {
        System.arraycopy(sums[row], 0, moreSums[row], 0, length);
      }
      transform.values((block + 1) * size, moreSums, remade[block], 0, length);
      for (int row = 0; row < size; row++) {
        byte[] values = remade[block][row];
        if (values != null) {
          int drive = block * size + row;
          int factor = locator.atLost()[drive];
          butterflies.multiple(factor, values, 0, zeros, 0, values, 0, length);
          if (wanted[drive]) {
            System.arraycopy(values, 0, shards[drive], at, length);
          }
        }
      }
    }
  }

  /// The parity of what was remade, added to that of what is there.
  private void remakeParity(int at, int length) {
    int k = geometry.data();
    transform.sumBlocks(remade, transform.size(), 0, work, sums, length);
    transform.values(0, sums, moreSums, 0, length);
    for (int x = 0; x < geometry.parity(); x++) {
      if (wanted[k + x] && !locator.present()[k + x]) {
        transform
            .butterflies()
            .multiple(1, moreSums[x], 0, differences[x], 0, shards[k + x], at, length);
      }
    }
  }
}
