package org.longhaul.coding;

import java.util.Arrays;
import org.longhaul.shipment.Geometry;

/// The erasure code of one geometry. The package's documentation defines it; every implementation
/// gives the same bytes. Safe for many threads, each on its own range.
public interface ErasureCode {
  /// Ranges are multiples of this many bytes long.
  int GRAIN_BYTES = 64;

  /// Data bytes times parity drives, up to which plain tables are done first.
  long SMALL_BYTES = 1L << 27;

  /// After so many the JVM has compiled what it means to compile, with the launcher's settings.
  int WARMING_RUNS = 200;

  /// The fastest implementation that this JVM has. Why it is that one is logged at level DEBUG.
  static ErasureCode of(Geometry geometry) {
    return Kernels.FASTEST.code(geometry);
  }

  /// The implementation that is done first with so much data. The fastest kernels take some tenths
  /// of a second to be loaded and compiled, in which plain tables are done with a small leg.
  ///
  /// @param bytes of all data drives together
  static ErasureCode of(Geometry geometry, long bytes) {
    boolean small = bytes * Math.max(1, geometry.parity()) < SMALL_BYTES;
    return small ? Kernels.SCALAR.code(geometry) : of(geometry);
  }

  /// Gets the fastest kernels compiled, so that the first stripe does not wait for that. For a
  /// thread that has nothing better to do.
  ///
  /// @param lost how many data drives will be remade; 0 to prepare for encoding
  static void prepare(Geometry geometry, int lost) {
    if (geometry.parity() == 0) {
      return;
    }
    ErasureCode code = of(geometry);
    byte[][] shards = new byte[geometry.drives()][GRAIN_BYTES];
    byte[][] data = Arrays.copyOf(shards, geometry.data());
    byte[][] parity = Arrays.copyOfRange(shards, geometry.data(), geometry.drives());
    boolean[] present = new boolean[geometry.drives()];
    boolean[] wanted = new boolean[geometry.drives()];
    Arrays.fill(present, true);
    for (int i = 0; i < Math.min(Math.min(lost, geometry.data()), geometry.parity()); i++) {
      present[i] = false;
      wanted[i] = true;
    }
    for (int i = 0; i < WARMING_RUNS; i++) {
      if (lost == 0) {
        code.encode(data, parity, 0, GRAIN_BYTES);
      } else {
        code.reconstruct(shards, present, wanted, 0, GRAIN_BYTES);
      }
    }
  }

  /// The reference implementation: the code's matrix with plain tables.
  static ErasureCode scalar(Geometry geometry) {
    return new MatrixCode(geometry, ScalarCombination::new);
  }

  Geometry geometry();

  /// Computes all parity.
  ///
  /// @param data one buffer for each data drive; null stands for zeros
  /// @param parity one buffer for each parity drive, overwritten in the range
  /// @param from first byte of the range
  /// @param length a multiple of [#GRAIN_BYTES]
  void encode(byte[][] data, byte[][] parity, int from, int length);

  /// Remakes lost buffers from others.
  ///
  /// @param shards one buffer for each drive, data first
  /// @param present whether a drive's buffer is good; a good data buffer that is null stands for
  ///   zeros
  /// @param wanted whether a buffer that is not good is to be remade
  /// @throws IllegalArgumentException when fewer are present than there are data drives
  void reconstruct(byte[][] shards, boolean[] present, boolean[] wanted, int from, int length);
}
