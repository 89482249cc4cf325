package org.longhaul.freight;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
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
  private final List<? extends Drive> drives;
  private final Crew crew;
  private final boolean listDigests;
  private final DriveRates rates;
  private final Written[] written;

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
      List<? extends Drive> drives,
      Crew crew,
      boolean listDigests,
      DriveRates rates) {
    this.format = format;
    this.code = code;
    this.geometry = code.geometry();
    this.keys = keys;
    this.random = random;
    this.drives = drives;
    this.crew = crew;
    this.listDigests = listDigests;
    this.rates = rates;
    this.written = new Written[geometry.drives()];
    int payload = format.payloadBytes();
    data = new byte[IN_FLIGHT][geometry.data()][payload];
    parity = new byte[IN_FLIGHT][geometry.parity()][payload];
    delivered = new long[geometry.data()];
    ended = new boolean[geometry.data()];
    parityWritten = new long[geometry.parity()];
  }

  /// Starts the threads that code and that write the parity drives.
  void start() {
    crew.start("coding", this::codeAll);
    for (int i = 0; i < geometry.parity(); i++) {
      int number = i;
      crew.start("parity drive " + number, () -> writeParity(number));
    }
  }

  /// What was written on one drive.
  ///
  /// @param salt of the key of its segments
  /// @param digestsSha256 digest of the list of its segments' digests; null when there is none
  record Written(long segments, byte[] salt, byte @Nullable [] digestsSha256) {}

  /// What was written on each drive, once the crew has ended.
  List<Written> written() {
    return List.of(written);
  }

  /// The way in for one region's stream. For the thread of that region.
  final class Feed implements BlockWriter.Output {
    private final int region;
    private final SealedWriter writer;
    private byte[] payload = new byte[0];
    private int filled;

    Feed(int region) throws IOException {
      this.region = region;
      this.writer = new SealedWriter(region);
    }

    @Override
    public void put(byte[] bytes, int offset, int length) throws IOException {
      int done = 0;
      while (done < length) {
        if (filled == 0) {
          long number = delivered[region];
          crew.await(() -> number < coded + IN_FLIGHT);
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
      writer.finish();
    }

    private void deliver() throws IOException {
      long number = delivered[region];
      crew.change(() -> delivered[region]++);
      writer.write(number, payload);
      filled = 0;
    }
  }

  private void codeAll() throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    for (long n = 0; ; n++) {
      long stripe = n;
      crew.await(() ->
          IntStream.range(0, ended.length).allMatch(i -> ended[i] || delivered[i] > stripe)
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
    SealedWriter writer = new SealedWriter(geometry.data() + number);
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
    private final Segments segments;
    private final SegmentKey key;
    private final SegmentDigests.@Nullable Writer digests;
    private final SegmentCipher cipher = new SegmentCipher();
    private final byte[] record = new byte[format.sizeBytes()];
    private long count;

    SealedWriter(int drive) throws IOException {
      this.drive = drive;
      this.segments = new Segments(drives.get(drive), format.sizeBytes());
      byte[] salt = new byte[SegmentKey.SALT_BYTES];
      random.nextBytes(salt);
      this.key = keys.segmentKey(drive, salt);
      try {
        this.digests =
            listDigests ? new SegmentDigests.Writer(drives.get(drive), format, drive) : null;
      } catch (IOException e) {
        throw DriveProblem.whileWriting(drives.get(drive), e);
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
        throw DriveProblem.whileWriting(drives.get(drive), e);
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
        throw DriveProblem.whileWriting(drives.get(drive), e);
      }
    }
  }
}
