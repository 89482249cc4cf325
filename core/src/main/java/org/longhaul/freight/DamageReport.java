package org.longhaul.freight;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.longhaul.drive.SegmentState;

/// What was found wrong with segments, by drive. Safe for many threads; memory is bounded by a bit
/// for each segment of the drives that are damaged.
public final class DamageReport {
  /// What is wrong with one drive.
  ///
  /// @param firstSegment the number of the first bad segment that was met
  /// @param counts how many segments are bad in which way
  public record OnDrive(long firstSegment, Map<SegmentState, Long> counts) {
    /// How many segments are bad.
    public long segments() {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private final Map<Integer, OnDrive> drives = new TreeMap<>();
  private final Map<Integer, BitSet> segments = new TreeMap<>();
  private long repaired;

  void found(int drive, long segment, SegmentState state) {
    found(drive, segment, state, 1);
  }

  /// @param count how many from `segment` on are in that state
  synchronized void found(int drive, long segment, SegmentState state, long count) {
    OnDrive before = drives.get(drive);
    Map<SegmentState, Long> counts = new EnumMap<>(SegmentState.class);
    if (before != null) {
      counts.putAll(before.counts());
    }
    counts.merge(state, count, Long::sum);
    long first = before == null ? segment : Math.min(before.firstSegment(), segment);
    drives.put(drive, new OnDrive(first, counts));
    segments.computeIfAbsent(drive, key -> new BitSet()).set(Math.toIntExact(segment));
  }

  synchronized void repaired(boolean[] segments) {
    for (boolean segment : segments) {
      repaired += segment ? 1 : 0;
    }
  }

  /// What is wrong, by the drive's number.
  public synchronized Map<Integer, OnDrive> drives() {
    return new TreeMap<>(drives);
  }

  /// Which segments of a drive are bad.
  synchronized BitSet segments(int drive) {
    return (BitSet) segments.getOrDefault(drive, new BitSet()).clone();
  }

  /// How many segments were remade from others, of drives that are not here among them.
  public synchronized long repairedSegments() {
    return repaired;
  }
}
