package org.longhaul.freight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.longhaul.drive.Drive;
import org.longhaul.drive.Root;
import org.longhaul.drive.SegmentFormat;
import org.longhaul.drive.SegmentRewriter;
import org.longhaul.drive.SegmentState;
import org.longhaul.drive.Segments;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.SegmentCipher;

/// Segments of one drive that are sealed anew in their places, forced, read back and checked. A
/// drive that fails at that is left alone from then on. One thread.
final class Rewriting {
  /// So much is written before it is forced and read back.
  private static final long BATCH_BYTES = 1L << 27;

  private final SegmentFormat format;
  private final String name;
  private final int number;
  private final Drive drive;
  private final DriveKeys key;
  private final SegmentRewriter segments;
  private final SegmentCipher cipher = new SegmentCipher();
  private final List<Long> unchecked = new ArrayList<>();
  private byte[] record = new byte[0];
  private long checked;
  private @Nullable String failure;

  Rewriting(Root root, LegKeys keys, int number, Drive drive) {
    this.format = new SegmentFormat(root.leg(), root.segmentBytes());
    this.name = root.drives().get(number).name();
    this.number = number;
    this.drive = drive;
    this.key = new DriveKeys(root, number, keys);
    this.segments = new SegmentRewriter(drive, format.sizeBytes());
  }

  void write(long segment, byte[] payload) {
    if (failure != null) {
      return;
    }
    if (record.length == 0) {
      record = new byte[format.sizeBytes()];
    }
    format.seal(cipher, key.of(segment), number, segment, payload, record);
    try {
      segments.write(segment, record);
      unchecked.add(segment);
      if (unchecked.size() * (long) format.sizeBytes() >= BATCH_BYTES) {
        check();
      }
    } catch (IOException e) {
      fail("gave an error when it was written on again (%s)".formatted(e.getMessage()));
    }
  }

  private void check() throws IOException {
    segments.force();
    byte[] payload = new byte[format.payloadBytes()];
    try (Segments back = new Segments(drive, format.sizeBytes())) {
      for (long segment : unchecked) {
        if (!back.read(segment, record)
            || format.open(cipher, key.of(segment), number, segment, record, payload)
                != SegmentState.SOUND) {
          fail("did not give back what was written on it (segment %,d)".formatted(segment));
          return;
        }
        checked++;
      }
    }
    unchecked.clear();
  }

  private void fail(String what) {
    failure =
        """
        %s (%s) %s. It is failing. Nothing is lost by that; do not write on it any more, and replace it: \
        longhaul repair DRIVE... --drive %s --to SPARE\
        """
            .formatted(name, drive.name(), what, name);
  }

  /// Forces and checks the rest.
  void finish() {
    try (segments) {
      if (failure == null && !unchecked.isEmpty()) {
        check();
      }
    } catch (IOException e) {
      fail("gave an error when it was written on again (%s)".formatted(e.getMessage()));
    }
  }

  /// How many segments were written, read back and found good.
  long checked() {
    return checked;
  }

  /// A sentence for a drive that does not take what is written on it; null for one that does.
  @Nullable String failure() {
    return failure;
  }
}
