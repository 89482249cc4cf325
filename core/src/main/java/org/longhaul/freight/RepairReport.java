package org.longhaul.freight;

import java.util.List;
import java.util.Map;

/// What a repair found, did and left.
///
/// @param done whether anything was written; false for a dry run
/// @param findings what was wrong with drives that are here
/// @param segments how many segments were remade, or would be, by the drive's name
/// @param files sentences of files that were remade or copied, or would be
/// @param remade drives that were remade whole on spares
/// @param lostStripes how many stripes have lost more than can be remade
/// @param firstLost the first of them
/// @param failing sentences of drives that do not take what is written on them
/// @param bytes how much was read or remade
public record RepairReport(
    boolean done,
    List<Finding> findings,
    Map<String, Long> segments,
    List<String> files,
    List<Remade> remade,
    long lostStripes,
    long firstLost,
    List<String> failing,
    long bytes) {
  /// A drive on a spare.
  ///
  /// @param drive its number
  /// @param spare the folder that was given
  /// @param whole whether it is the drive that was lost, bit for bit; it is left unfinished when
  ///   not
  /// @param already how many segments were there from an earlier run that was interrupted
  /// @param proven whether its segments were compared with the digests that the sender signed
  public record Remade(int drive, String spare, boolean whole, long already, boolean proven) {}

  /// How many segments were remade, or would be.
  public long segmentCount() {
    return segments.values().stream().mapToLong(Long::longValue).sum();
  }
}
