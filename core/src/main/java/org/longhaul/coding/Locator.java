package org.longhaul.coding;

import org.longhaul.shipment.Geometry;

/// What follows from which drives are lost, in the manner of Forney's algorithm. Let `L` be the
/// polynomial that is zero at the points of all that is lost or not stored, and let `d_x`, for `x`
/// in `X`, be by how much the parity that is there differs from that of the data that is there,
/// lost data counting as zeros. Then `d_x * L(x)` are the values of a polynomial of lower degree
/// than `L`, and what was lost at `z` is its value there divided by `L'(z) * s(z) / s'`, where `s`
/// is the polynomial that vanishes on `X`.
///
/// To see it, write `d_x` as the sum over all lost `z` of `e_z * s(z) / ((z - x) * s')`, by
/// Lagrange: multiplied by `L(x)`, each term is a polynomial in `x`.
///
/// @param atParity `L` at each point of `X`
/// @param atLost for each data drive that is lost, the factor that its value takes
record Locator(boolean[] present, int[] atParity, int[] atLost) {
  static Locator of(Geometry geometry, int size, boolean[] present) {
    int k = geometry.data();
    int[] points = new int[k + size];
    int lost = 0;
    for (int drive = 0; drive < k; drive++) {
      if (!present[drive]) {
        points[lost++] = size + drive;
      }
    }
    for (int x = 0; x < size; x++) {
      if (x >= geometry.parity() || !present[k + x]) {
        points[lost++] = x;
      }
    }
    if (lost > size) {
      throw Recovery.tooFew(geometry, present);
    }
    int[] atParity = new int[size];
    for (int x = 0; x < size; x++) {
      atParity[x] = product(points, lost, x);
    }
    int layers = Integer.numberOfTrailingZeros(size);
    int slope = 1;
    for (int x = 1; x < size; x++) {
      slope = Field.multiply(slope, x);
    }
    int[] atLost = new int[k];
    for (int i = 0; i < lost && points[i] >= size; i++) {
      int[] others = points.clone();
      others[i] = points[lost - 1];
      int z = points[i];
      int divisor = Field.multiply(Skews.vanishing(layers, z), product(others, lost - 1, z));
      atLost[z - size] = Field.divide(slope, divisor);
    }
    return new Locator(present.clone(), atParity, atLost);
  }

  private static int product(int[] roots, int count, int at) {
    int value = 1;
    for (int i = 0; i < count; i++) {
      value = Field.multiply(value, at ^ roots[i]);
    }
    return value;
  }
}
