package org.longhaul.freight;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;

/// How fast each drive of a pipeline is, by the time that it took for what it was given: so that a
/// person can be told which one holds back the rest. Safe for many threads.
public final class DriveRates {
  /// A drive that is busy for a larger share of the time than this is what bounds the work.
  private static final double BUSY_SHARE = 0.7;

  private final List<String> names;
  private final AtomicLongArray bytes;
  private final AtomicLongArray busyNanos;
  private final long startNanos = System.nanoTime();

  /// @param names what people call the drives, by number
  DriveRates(List<String> names) {
    this.names = List.copyOf(names);
    this.bytes = new AtomicLongArray(names.size());
    this.busyNanos = new AtomicLongArray(names.size());
  }

  /// The drive that moves least in its time.
  ///
  /// @param bytesPerSecond while it is busy
  /// @param others the median of the other drives, bytes a second
  /// @param bounds whether it, and not this host, is what the work waits for
  public record Slowest(String name, double bytesPerSecond, double others, boolean bounds) {}

  /// Tells what a drive has moved, and how long it took.
  void moved(int drive, long count, long nanos) {
    bytes.addAndGet(drive, count);
    busyNanos.addAndGet(drive, nanos);
  }

  /// The slowest drive; empty before two drives have moved something.
  public Optional<Slowest> slowest() {
    double[] rates = new double[names.size()];
    int slowest = -1;
    int moving = 0;
    for (int i = 0; i < rates.length; i++) {
      long count = bytes.get(i);
      if (count > 0) {
        rates[i] = count * 1e9 / Math.max(1, busyNanos.get(i));
        moving++;
        slowest = slowest < 0 || rates[i] < rates[slowest] ? i : slowest;
      }
    }
    if (moving < 2) {
      return Optional.empty();
    }
    double least = rates[slowest];
    rates[slowest] = 0;
    Arrays.sort(rates);
    double median = rates[rates.length - 1 - (moving - 2) / 2];
    boolean bounds = busyNanos.get(slowest) > BUSY_SHARE * (System.nanoTime() - startNanos);
    return Optional.of(new Slowest(names.get(slowest), least, median, bounds));
  }
}
