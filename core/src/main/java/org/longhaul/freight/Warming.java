package org.longhaul.freight;

import org.longhaul.coding.ErasureCode;
import org.longhaul.shipment.Geometry;

/// Gets the coding kernels compiled beside other work, once it is known that there is enough to
/// code.
final class Warming {
  /// With less data than this plain tables do as well.
  private static final long LEAST_BYTES = 1L << 27;

  private final Geometry geometry;
  private final int lost;
  private boolean started;

  /// @param lost how many data drives will be remade; 0 to prepare for packing
  Warming(Geometry geometry, int lost) {
    this.geometry = geometry;
    this.lost = lost;
  }

  /// Tells how much data there is so far.
  void expect(long bytes) {
    if (!started && bytes >= LEAST_BYTES) {
      started = true;
      Thread.ofPlatform().daemon().name("warming").start(() -> ErasureCode.prepare(geometry, lost));
    }
  }
}
