package org.longhaul.coding;

import java.util.Arrays;

/// One call that remakes lost drives by additive FFT, stretch by stretch: first those outside the
/// block of parity, as [Locator] says, then those in it.
final class Rebuilding {
  private final Points points;
  private final Transform transform;
  private final Locator locator;
  private final ParityBlock parityBlock;
  private final ParityBlock.Space space;
  private final byte[][] shards;
  private final boolean[] wanted;
  private final byte[][][] blocks;

  /// For each block the rows that are remade; others null.
  private final byte[][][] remade;

  private final byte[] work;
  private final byte[] sums;
  private final byte[] values;
  private final byte[] partial;

  Rebuilding(
      Points points, Transform transform, TransformCode.Repair repair, byte[][] shards, int most) {
    this.points = points;
    this.transform = transform;
    this.locator = repair.locator();
    this.parityBlock = repair.parityBlock();
    this.space = parityBlock.space(most);
    this.shards = shards;
    this.wanted = repair.wanted();
    int k = points.geometry().data();
    byte[][] data = new byte[k][];
    byte[][] lost = new byte[k][];
    for (int i = 0; i < k; i++) {
      if (repair.present()[i]) {
        data[i] = shards[i];
      } else if (i >= points.shared() && (wanted[i] || parityBlock.targets().length > 0)) {
        lost[i] = new byte[most];
      }
    }
    blocks = points.blocks(data);
    remade = points.blocks(lost);
    work = new byte[points.size() * most];
    sums = new byte[points.size() * most];
    values = new byte[points.size() * most];
    partial = new byte[points.size() * most];
  }

  void stretch(int at, int length) {
    transform.sumBlocks(false, blocks, at, work, partial, length);
    if (Arrays.stream(remade).anyMatch(rows -> new Rows(rows, 0, 0).count() > 0)) {
      remakeOutside(at, length);
    }
    if (parityBlock.targets().length > 0) {
      transform.sumBlocks(true, remade, 0, work, partial, length);
      parityBlock.compute(partial, shards, space, at, length);
    }
  }

  private void remakeOutside(int at, int length) {
    int size = points.size();
    System.arraycopy(partial, 0, sums, 0, size * length);
    transform.toValues(0, sums, 0, points.stored(), length);
    Rows located = locate(at, length);
    transform.coefficients(false, 0, located, work, values, length);
    for (int block = 1; block < remade.length; block++) {
      int end = new Rows(remade[block], 0, 0).count();
      int first = 0;
      while (first < end && remade[block][first] == null) {
        first++;
      }
      if (first == end) {
        continue;
      }
      System.arraycopy(values, 0, work, 0, size * length);
      transform.toValues(block * size, work, first, end, length);
      for (int row = first; row < end; row++) {
        if (remade[block][row] != null) {
          remake(block, row, at, length);
        }
      }
    }
  }

  /// The locator's multiples of by how much drives differ; zeros where they are lost.
  private Rows locate(int at, int length) {
    Rows located = Rows.within(sums, points.size(), length);
    for (int x = 0; x < points.size(); x++) {
      int factor = locator.atParity()[x];
      if (factor == 0) {
        located.arrays()[x] = null;
      } else {
        byte[] shard = shards[points.drive(x)];
        byte[] other = shard == null ? space.zeros() : shard;
        int row = x * length;
        transform.multiple(factor, sums, row, other, shard == null ? 0 : at, sums, row, length);
      }
    }
    return located;
  }

  private void remake(int block, int row, int at, int length) {
    int drive = block * points.size() + row - points.base();
    int factor = locator.atLost()[drive];
    if (parityBlock.targets().length > 0) {
      transform.multiple(
          factor, work, row * length, space.zeros(), 0, remade[block][row], 0, length);
    }
    if (wanted[drive]) {
      transform.multiple(factor, work, row * length, space.zeros(), 0, shards[drive], at, length);
    }
  }
}
