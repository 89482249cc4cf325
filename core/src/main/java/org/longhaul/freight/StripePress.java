package org.longhaul.freight;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.longhaul.coding.ErasureCode;
import org.longhaul.drive.Drive;
import org.longhaul.drive.SegmentDigests;
import org.longhaul.drive.SegmentFormat;
import org.longhaul.drive.Segments;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.SegmentCipher;
import org.longhaul.sealing.SegmentKey;
import org.longhaul.shipment.Geometry;

/// Makes stripes: takes the streams of all regions, codes parity, seals, and writes every drive.
///
/// Each drive is written by one thread, in order. A region's own thread fills, seals and writes the
/// segments of its data drive; one thread codes; each parity drive has a thread. At most
/// [#IN_FLIGHT] stripes are in memory, so the slowest drive holds back the rest.
final class StripePress {
  static final int IN_FLIGHT = 2;

  private final SegmentFormat format;
  private final ErasureCode code;
  private final Geometry geometry;
  private final LegKeys keys;
  private final SecureRandom random;
  private final List<@Nullable Drive> drives;
  private final NavigableSet<Integer> regions;
  private final boolean coding;
  private final Crew crew;
  private final boolean listDigests;
  private final PackRun.SegmentProof proof;
  private final DriveRates rates;
  private final @Nullable Written[] written;

  private final byte[][][] data;
  private final byte[][][] parity;
  private final long[] delivered;
  private final boolean[] ended;
  private long coded;
  private boolean codingDone;
  private final long[] parityWritten;

  StripePress(
      SegmentFormat format,
      ErasureCode code,
      LegKeys keys,
      SecureRandom random,
      List<@Nullable Drive> drives,
      NavigableSet<Integer> regions,
      Crew crew,
      boolean listDigests,
      PackRun.SegmentProof proof,
      DriveRates rates) {
    this.format = format;
    this.code = code;
    this.geometry = code.geometry();
    this.keys = keys;
    this.random = random;
    this.drives = drives;
    this.regions = regions;
    this.proof = proof;
    this.coding =
        IntStream.range(code.geometry().data(), code.geometry().drives())
            .anyMatch(i -> drives.get(i) != null);
    this.crew = crew;
    this.listDigests = listDigests;
    this.rates = rates;
    this.written = new Written[geometry.drives()];
    int payload = format.payloadBytes();
    data = new byte[IN_FLIGHT][geometry.data()][];
    for (byte[][] slot : data) {
      regions.forEach(region -> slot[region] = new byte[payload]);
    }
    parity = new byte[IN_FLIGHT][geometry.parity()][coding ? payload : 0];
    delivered = new long[geometry.data()];
    ended = new boolean[geometry.data()];
    parityWritten = new long[geometry.parity()];
  }

  /// Starts the threads that code and that write the parity drives, if there are any to write.
  void start() {
    if (!coding) {
      return;
    }
    crew.start("coding", this::codeAll);
    for (int i = 0; i < geometry.parity(); i++) {
      int number = i;
      if (drives.get(geometry.data() + number) == null) {
        parityWritten[number] = Long.MAX_VALUE - IN_FLIGHT;
      } else {
        crew.start("parity drive " + number, () -> writeParity(number));
      }
    }
  }

  /// What was written on one drive.
  ///
  /// @param salt of the key of its segments
  /// @param digestsSha256 digest of the list of its segments' digests; null when there is none
  record Written(long segments, byte[] salt, byte @Nullable [] digestsSha256) {}

  /// What was written on each drive, once the crew has ended.
  NavigableMap<Integer, Written> written() {
    NavigableMap<Integer, Written> all = new TreeMap<>();
    for (int i = 0; i < written.length; i++) {
      if (written[i] != null) {
        all.put(i, written[i]);
      }
    }
    return all;
  }

  /// The way in for one region's stream. For the thread of that region.
  final class Feed implements BlockWriter.Output {
    private final int region;
    private final @Nullable SealedWriter writer;
    private byte[] payload = new byte[0];
    private int filled;

    Feed(int region) throws IOException {
      this.region = region;
      Drive drive = drives.get(region);
      this.writer = drive == null ? null : new SealedWriter(region, drive);
    }

    @Override
    public void put(byte[] bytes, int offset, int length) throws IOException {
      int done = 0;
      while (done < length) {
        if (filled == 0) {
          long number = delivered[region];
          crew.await(() -> !coding || number < coded + IN_FLIGHT);
          payload = data[slot(number)][region];
        }
        int take = Math.min(length - done, payload.length - filled);
        System.arraycopy(bytes, offset + done, payload, filled, take);
        filled += take;
        done += take;
        if (filled == payload.length) {
          deliver();
        }
      }
    }

    /// Ends the stream: the last segment is filled up with zeros.
    void finish() throws IOException {
      if (filled > 0) {
        Arrays.fill(payload, filled, payload.length, (byte) 0);
        deliver();
      }
      crew.change(() -> ended[region] = true);
      if (writer != null) {
        writer.finish();
      }
    }

    private void deliver() throws IOException {
      long number = delivered[region];
      proof.segment(region, number, payload);
      crew.change(() -> delivered[region]++);
      if (writer != null) {
        writer.write(number, payload);
      }
      filled = 0;
    }
  }

  private void codeAll() throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    for (long n = 0; ; n++) {
      long stripe = n;
      crew.await(() ->
          regions.stream().allMatch(i -> ended[i] || delivered[i] > stripe)
              && Arrays.stream(parityWritten).allMatch(done -> stripe < done + IN_FLIGHT));
      byte[][] payloads = new byte[geometry.data()][];
      boolean any = false;
      synchronized (crew) {
        for (int i = 0; i < payloads.length; i++) {
          payloads[i] = delivered[i] > stripe ? data[slot(stripe)][i] : null;
          any |= payloads[i] != null;
        }
      }
      if (!any) {
        crew.change(() -> codingDone = true);
        return;
      }
      if (geometry.parity() > 0) {
        byte[][] into = parity[slot(stripe)];
        Slices.parallel(
            format.payloadBytes(),
            threads,
            (from, length) -> code.encode(payloads, into, from, length));
      }
      crew.change(() -> coded = stripe + 1);
    }
  }

  private void writeParity(int number) throws IOException {
    int drive = geometry.data() + number;
    SealedWriter writer = new SealedWriter(drive, Objects.requireNonNull(drives.get(drive)));
    for (long n = 0; ; n++) {
      long stripe = n;
      crew.await(() -> coded > stripe || codingDone);
      if (coded <= stripe) {
        writer.finish();
        return;
      }
      writer.write(stripe, parity[slot(stripe)][number]);
      crew.change(() -> parityWritten[number] = stripe + 1);
    }
  }

  private static int slot(long stripe) {
    return (int) (stripe % IN_FLIGHT);
  }

  /// Seals and writes the segments of one drive.
  private final class SealedWriter {
    private final int drive;
    private final Drive onto;
    private final Segments segments;
    private final SegmentKey key;
    private final SegmentDigests.@Nullable Writer digests;
    private final SegmentCipher cipher = new SegmentCipher();
    private final byte[] record = new byte[format.sizeBytes()];
    private long count;

    SealedWriter(int drive, Drive onto) throws IOException {
      this.drive = drive;
      this.onto = onto;
      this.segments = new Segments(onto, format.sizeBytes());
      byte[] salt = new byte[SegmentKey.SALT_BYTES];
      random.nextBytes(salt);
      this.key = keys.segmentKey(drive, salt);
      try {
        this.digests = listDigests ? new SegmentDigests.Writer(onto, format, drive) : null;
      } catch (IOException e) {
        throw DriveProblem.whileWriting(onto, e);
      }
    }

    void write(long number, byte[] payload) throws IOException {
      format.seal(cipher, key, drive, number, payload, record);
      try {
        long start = System.nanoTime();
        segments.write(number, record);
        rates.moved(drive, record.length, System.nanoTime() - start);
        if (digests != null) {
          digests.add(record);
        }
        count = number + 1;
      } catch (IOException e) {
        throw DriveProblem.whileWriting(onto, e);
      }
    }

    void finish() throws IOException {
      try {
        long start = System.nanoTime();
        segments.forceAndClose();
        rates.moved(drive, 0, System.nanoTime() - start);
        byte[] digestsSha256 = digests == null ? null : digests.finish();
        crew.change(() -> written[drive] = new Written(count, key.salt(), digestsSha256));
      } catch (IOException e) {
        throw DriveProblem.whileWriting(onto, e);
      }
    }
  }
}
