package org.longhaul.freight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.longhaul.coding.ErasureCode;
import org.longhaul.drive.Drive;
import org.longhaul.drive.Root;
import org.longhaul.drive.SegmentFormat;
import org.longhaul.drive.SegmentState;
import org.longhaul.drive.Segments;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.SegmentCipher;
import org.longhaul.shipment.Geometry;

/// Reads stripes back: every drive is read once and in order, bad segments are remade from the
/// others, and each region gets its payloads one by one.
///
/// A segment whose seal does not hold counts as lost, so what comes out is what was sealed. Parity
/// is read only for stripes that need it. At most [#IN_FLIGHT] stripes are in memory. Stripes that
/// no drive here can have are lost without a look, however many the sender signed.
final class StripeReader {
  private static final int IN_FLIGHT = 2;

  /// Which segments of which regions somebody wants.
  @FunctionalInterface
  interface Wanted {
    boolean segment(int region, long number);
  }

  private final Root root;
  private final Geometry geometry;
  private final SegmentFormat format;
  private final LegKeys keys;
  private final List<@Nullable Drive> drives;
  private final Wanted wanted;
  private final DamageReport damage;
  private final Crew crew;
  private final DriveRates rates;
  private final ErasureCode code;
  private final long stripes;

  /// Parity drives that are read along where a data drive is not here.
  private final boolean[] spare;

  private final byte[][][] payloads;
  private final boolean[][] good;
  private final long[] read;
  private final long[] consumed;
  private long ready;

  /// @param drives by number; null for those that are not here
  /// @param stripesHere how many stripes the files on them can hold
  StripeReader(
      Root root,
      LegKeys keys,
      List<@Nullable Drive> drives,
      Wanted wanted,
      DamageReport damage,
      Crew crew,
      DriveRates rates,
      long stripesHere) {
    this.root = root;
    this.geometry = root.geometry();
    this.format = new SegmentFormat(root.leg(), root.segmentBytes());
    this.keys = keys;
    this.drives = drives;
    this.wanted = wanted;
    this.damage = damage;
    this.crew = crew;
    this.rates = rates;
    this.stripes = stripesHere;
    this.code = ErasureCode.of(geometry, stripes * geometry.data() * format.payloadBytes());
    this.spare = new boolean[geometry.drives()];
    int absent = 0;
    for (int i = 0; i < geometry.data(); i++) {
      absent += drives.get(i) == null && root.drives().get(i).segments() > 0 ? 1 : 0;
    }
    for (int i = geometry.data(); i < geometry.drives() && absent > 0; i++) {
      if (drives.get(i) != null) {
        spare[i] = true;
        absent--;
      }
    }
    payloads = new byte[IN_FLIGHT][geometry.drives()][];
    good = new boolean[IN_FLIGHT][geometry.drives()];
    read = new long[geometry.drives()];
    consumed = new long[geometry.data()];
    Arrays.fill(read, Long.MAX_VALUE);
  }

  void start() {
    for (int i = 0; i < geometry.drives(); i++) {
      Drive drive = drives.get(i);
      if (drive != null && (i < geometry.data() || spare[i])) {
        int number = i;
        read[i] = 0;
        long beyond = root.drives().get(i).segments() - stripes;
        if (beyond > 0) {
          damage.found(i, stripes, SegmentState.UNREADABLE, beyond);
        }
        crew.start("drive " + i, () -> readAll(number, drive));
      }
    }
    crew.start("repairing", this::repairAll);
  }

  /// The payloads of one region, in order. For the thread of that region.
  final class Feed {
    private final int region;

    Feed(int region) {
      this.region = region;
    }

    int payloadBytes() {
      return format.payloadBytes();
    }

    /// Gives back all payloads before `number`, waits for that one, and lends it.
    ///
    /// @return null when it is lost
    byte @Nullable [] payload(long number) throws IOException {
      crew.change(() -> consumed[region] = Math.max(consumed[region], number));
      if (number >= stripes) {
        return null;
      }
      crew.await(() -> ready > number);
      int slot = slot(number);
      return good[slot][region] ? payloads[slot][region] : null;
    }

    /// No more payloads are wanted.
    void finish() {
      crew.change(() -> consumed[region] = Long.MAX_VALUE);
    }
  }

  private void readAll(int number, Drive drive) throws IOException {
    try (Segments segments = new Segments(drive, format.sizeBytes())) {
      Opener opener = new Opener(number, segments);
      long count = root.drives().get(number).segments();
      for (long n = 0; n < stripes; n++) {
        long stripe = n;
        int slot = slot(stripe);
        crew.await(() -> allConsumed(stripe - IN_FLIGHT));
        boolean needed =
            n < count && (number < geometry.data() && wanted.segment(number, n) || absentWanted(n));
        good[slot][number] = needed && opener.open(n, buffer(slot, number));
        crew.change(() -> read[number] = stripe + 1);
      }
    }
  }

  private void repairAll() throws IOException {
    List<@Nullable Segments> handles = new ArrayList<>();
    for (Drive drive : drives) {
      handles.add(drive == null ? null : new Segments(drive, format.sizeBytes()));
    }
    try {
      for (long n = 0; n < stripes; n++) {
        long stripe = n;
        crew.await(() ->
            Arrays.stream(read).allMatch(done -> done > stripe) && allConsumed(stripe - IN_FLIGHT));
        complete(stripe, handles);
        crew.change(() -> ready = stripe + 1);
      }
    } finally {
      for (Segments handle : handles) {
        if (handle != null) {
          handle.close();
        }
      }
    }
  }

  /// Remakes what is wanted of a stripe and could not be read.
  private void complete(long stripe, List<@Nullable Segments> handles) {
    int slot = slot(stripe);
    boolean[] here = good[slot];
    boolean[] missing = new boolean[geometry.drives()];
    boolean any = false;
    for (int i = 0; i < geometry.drives(); i++) {
      boolean reading = drives.get(i) != null && (i < geometry.data() || spare[i]);
      if (!reading) {
        here[i] = false;
      }
      if (i < geometry.data() && !here[i] && inStripe(i, stripe) && wanted.segment(i, stripe)) {
        missing[i] = true;
        any = true;
      }
    }
    if (!any) {
      return;
    }
    byte[][] shards = new byte[geometry.drives()][];
    boolean[] present = new boolean[geometry.drives()];
    int count = 0;
    for (int i = 0; i < geometry.drives(); i++) {
      if (i < geometry.data() && !inStripe(i, stripe)) {
        present[i] = true;
        count++;
      } else if (here[i]) {
        present[i] = true;
        shards[i] = payloads[slot][i];
        count++;
      }
    }
    // Drives that were not read for this stripe are asked now, data first: they cost no decoding.
    for (int i = 0; i < geometry.drives() && count < geometry.data(); i++) {
      Segments handle = handles.get(i);
      if (!present[i] && handle != null && !missing[i]) {
        byte[] into = buffer(slot, i);
        if (new Opener(i, handle).open(stripe, into)) {
          present[i] = true;
          shards[i] = into;
          count++;
        }
      }
    }
    if (count < geometry.data()) {
      return;
    }
    for (int i = 0; i < geometry.data(); i++) {
      if (missing[i]) {
        shards[i] = buffer(slot, i);
      }
    }
    Slices.parallel(
        format.payloadBytes(),
        Runtime.getRuntime().availableProcessors(),
        (from, length) -> code.reconstruct(shards, present, missing, from, length));
    for (int i = 0; i < geometry.data(); i++) {
      here[i] |= missing[i];
    }
    damage.repaired(missing);
  }

  private boolean inStripe(int drive, long stripe) {
    return stripe < root.drives().get(drive).segments();
  }

  private boolean absentWanted(long stripe) {
    for (int i = 0; i < geometry.data(); i++) {
      if (drives.get(i) == null && inStripe(i, stripe) && wanted.segment(i, stripe)) {
        return true;
      }
    }
    return false;
  }

  private boolean allConsumed(long stripe) {
    return Arrays.stream(consumed).allMatch(done -> done > stripe);
  }

  private byte[] buffer(int slot, int drive) {
    byte[] buffer = payloads[slot][drive];
    if (buffer == null) {
      buffer = new byte[format.payloadBytes()];
      payloads[slot][drive] = buffer;
    }
    return buffer;
  }

  private static int slot(long stripe) {
    return (int) (stripe % IN_FLIGHT);
  }

  private final class Opener {
    private final int drive;
    private final Segments segments;
    private final DriveKeys key;
    private final SegmentCipher cipher = new SegmentCipher();
    private final byte[] record = new byte[format.sizeBytes()];

    Opener(int drive, Segments segments) {
      this.drive = drive;
      this.segments = segments;
      this.key = new DriveKeys(root, drive, keys);
    }

    boolean open(long number, byte[] payload) {
      long start = System.nanoTime();
      boolean got = segments.read(number, record);
      rates.moved(drive, record.length, System.nanoTime() - start);
      SegmentState state =
          got
              ? format.open(cipher, key.of(number), drive, number, record, payload)
              : SegmentState.UNREADABLE;
      if (state != SegmentState.SOUND) {
        damage.found(drive, number, state);
      }
      return state == SegmentState.SOUND;
    }
  }
}
