package org.longhaul.coding;

/// What follows from which drives are lost, in the manner of Forney's algorithm. Let `L` be the
/// polynomial that is zero at the points of all that is lost or not stored, and let `d_x`, for `x`
/// in the block of parity, be by how much what is there differs from what follows of the other
/// blocks, lost data counting as zeros. Then `d_x * L(x)` are the values of a polynomial of degree
/// below the block's size, and what was lost at `z` in another block is its value there divided by
/// `L'(z) * s(z) / s'`, where `s` is the polynomial that vanishes on the block.
///
/// To see it, write `d_x` as the sum over all lost `z` of `e_z * s(z) / ((z - x) * s')`, by
/// Lagrange: multiplied by `L(x)`, each term is a polynomial in `x`. Where data shares the block,
/// `d_x` also holds a polynomial of degree below their number; multiplied by `L`, it is zero at
/// `z`.
///
/// @param atParity `L` at each point of the block of parity
/// @param atLost for each data drive that is lost in another block, the factor its value takes
record Locator(int[] atParity, int[] atLost) {
  static Locator of(Points points, boolean[] present) {
    int size = points.size();
    int[] erased = points.erased(present);
    if (erased.length > size - points.shared()) {
      throw Recovery.tooFew(points.geometry(), present);
    }
    int[] atParity = new int[size];
    for (int x = 0; x < size; x++) {
      atParity[x] = product(erased, erased.length, x);
    }
    int layers = Integer.numberOfTrailingZeros(size);
    int slope = 1;
    for (int x = 1; x < size; x++) {
      slope = Field.multiply(slope, x);
    }
    int[] atLost = new int[points.geometry().data()];
    for (int i = 0; i < erased.length; i++) {
      int z = erased[i];
      if (z >= size) {
        int[] others = erased.clone();
        others[i] = erased[erased.length - 1];
        int divisor =
            Field.multiply(Skews.vanishing(layers, z), product(others, erased.length - 1, z));
        atLost[z - points.base()] = Field.divide(slope, divisor);
      }
    }
    return new Locator(atParity, atLost);
  }

  private static int product(int[] roots, int count, int at) {
    int value = 1;
    for (int i = 0; i < count; i++) {
      value = Field.multiply(value, at ^ roots[i]);
    }
    return value;
  }
}
