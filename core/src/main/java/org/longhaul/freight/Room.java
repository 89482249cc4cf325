package org.longhaul.freight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.longhaul.drive.Drive;
import org.longhaul.drive.SegmentFormat;
import org.longhaul.shipment.Geometry;

/// How much room a leg takes, reckoned before its first byte is written.
///
/// @param segmentBytes the length of a segment record
/// @param driveBytes the most that each drive can come to, by number
record Room(int segmentBytes, long[] driveBytes) {
  private static final int LARGEST_SEGMENT = 1 << 22;
  private static final long SEGMENTS_A_DRIVE = 256;

  /// What segments in flight may take together: two payloads and a record for each drive.
  private static final long MEMORY_BYTES = 3L << 27;

  /// Room for label, keys, signed root and note.
  private static final long SMALL_FILES_BYTES = 1 << 18;

  static Room of(Geometry geometry, List<RegionPlan.Cut> cuts, long catalogueBytes) {
    long[] stored = new long[geometry.data()];
    long most = 0;
    for (int i = 0; i < stored.length; i++) {
      RegionPlan.Cut cut = cuts.get(i);
      stored[i] = cut.bytes() == 0 ? 0 : BlockFormat.mostStoredBytes(cut.bytes(), cut.files());
      most = Math.max(most, stored[i]);
    }
    int segmentBytes = segmentBytes(most, geometry.drives());
    long payload = segmentBytes - 128L;
    long[] bytes = new long[geometry.drives()];
    for (int i = 0; i < bytes.length; i++) {
      long stream = i < stored.length ? stored[i] : most;
      long segments = (stream + payload - 1) / payload;
      bytes[i] = segments * segmentBytes + catalogueBytes + SMALL_FILES_BYTES;
    }
    return new Room(segmentBytes, bytes);
  }

  private static int segmentBytes(long regionBytes, int drives) {
    long wanted = Math.min(regionBytes / SEGMENTS_A_DRIVE, MEMORY_BYTES / (3L * drives));
    long bounded =
        Math.max(SegmentFormat.MIN_BYTES, Math.min(LARGEST_SEGMENT, Math.max(1, wanted)));
    return (int) Long.highestOneBit(bounded);
  }

  long mostDriveBytes() {
    long most = 0;
    for (long bytes : driveBytes) {
      most = Math.max(most, bytes);
    }
    return most;
  }

  /// Refuses drives that are too small, naming all of them. Folders of one file system share its
  /// room.
  ///
  /// @param drives those that are here, by number
  void check(NavigableMap<Integer, Drive> drives) throws IOException {
    Map<String, Long> needed = new HashMap<>();
    for (Map.Entry<Integer, Drive> drive : drives.entrySet()) {
      needed.merge(drive.getValue().volume(), driveBytes[drive.getKey()], Long::sum);
    }
    List<String> small = new ArrayList<>();
    double fits = 1;
    for (Drive drive : drives.values()) {
      long free = drive.freeBytes();
      long need = needed.getOrDefault(drive.volume(), 0L);
      if (free < need) {
        small.add("%s has %s free of %s".formatted(drive.name(), size(free), size(need)));
        fits = Math.min(fits, (double) free / need);
      }
    }
    if (!small.isEmpty()) {
      throw new DriveProblem(
          """
          %d of %d drives are too small: %s. Nothing was written. About %.0f %% of this data would \
          fit; take larger drives, more of them, or leave some data out with --exclude.\
          """
              .formatted(
                  small.size(),
                  drives.size(),
                  String.join("; ", small.subList(0, Math.min(5, small.size())))
                      + (small.size() > 5 ? "; …" : ""),
                  Math.floor(fits * 100)));
    }
  }

  private static String size(long bytes) {
    String[] units = {"bytes", "kB", "MB", "GB", "TB", "PB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return unit == 0 ? bytes + " bytes" : "%.3g %s".formatted(value, units[unit]);
  }
}
