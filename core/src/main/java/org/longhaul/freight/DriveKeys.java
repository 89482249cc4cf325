package org.longhaul.freight;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.longhaul.drive.Root;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.SegmentKey;

/// The keys of the segments of one drive. For one thread.
final class DriveKeys {
  private final Root.DriveEntry entry;
  private final int drive;
  private final LegKeys keys;
  private @Nullable SegmentKey last;

  DriveKeys(Root root, int drive, LegKeys keys) {
    this.entry = root.drives().get(drive);
    this.drive = drive;
    this.keys = keys;
  }

  SegmentKey of(long segment) {
    byte[] salt = entry.salt(segment);
    SegmentKey key = last;
    if (key == null || !Arrays.equals(key.salt(), salt)) {
      key = keys.segmentKey(drive, salt);
      last = key;
    }
    return key;
  }
}
