package org.longhaul.freight;

import java.util.stream.IntStream;

/// Work on one stretch of bytes, shared out among the cores.
final class Slices {
  private static final int GRAIN_BYTES = 1 << 12;

  private Slices() {}

  /// What is done with one slice.
  @FunctionalInterface
  interface Work {
    void on(int from, int length);
  }

  /// Runs the work on `parts` slices at once; each starts at a multiple of 4 KiB.
  static void parallel(int length, int parts, Work work) {
    int grains = (length + GRAIN_BYTES - 1) / GRAIN_BYTES;
    IntStream.range(0, parts)
        .parallel()
        .forEach(part -> {
          int from = (int) ((long) grains * part / parts) * GRAIN_BYTES;
          int to = Math.min(length, (int) ((long) grains * (part + 1) / parts) * GRAIN_BYTES);
          if (from < to) {
            work.on(from, to - from);
          }
        });
  }
}
