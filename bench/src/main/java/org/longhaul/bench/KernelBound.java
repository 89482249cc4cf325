package org.longhaul.bench;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.longhaul.catalogue.Sha256;
import org.longhaul.coding.ErasureCode;
import org.longhaul.drive.SegmentFormat;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.SegmentCipher;
import org.longhaul.sealing.SegmentKey;
import org.longhaul.shipment.Geometry;
import org.longhaul.shipment.LegId;

/// What `pack` would take if it had nothing to do but its kernels: `KernelBound GEOMETRY
/// SEGMENT_BYTES MIB [ROUNDS]`.
///
/// Data lies in memory, more of it than caches hold, and is gone through again until it comes to so
/// many MiB, by one thread a core, stripe by stripe, as `pack` does it: SHA-256 of the content, the
/// parity, the seal of each segment, SHA-256 of each sealed segment for the list of digests. The
/// first line says GB/s of data in of all steps together, warm; then each step by itself.
public final class KernelBound {
  private static final long RING_BYTES = 1L << 28;

  /// What is done with every stripe.
  enum Step {
    HASH,
    CODE,
    SEAL,
    LIST
  }

  private final ErasureCode code;
  private final Geometry geometry;
  private final SegmentFormat format;
  private final LegKeys keys;
  private final byte[][][] ring;
  private final int cores = Runtime.getRuntime().availableProcessors();

  private KernelBound(Geometry geometry, int segmentBytes) {
    this.geometry = geometry;
    code = ErasureCode.of(geometry);
    LegId leg = new LegId(1, 2);
    format = new SegmentFormat(leg, segmentBytes);
    keys = LegKeys.fresh(leg, new SecureRandom());
    int stripes = (int) Math.max(cores, RING_BYTES / geometry.data() / segmentBytes);
    ring = new byte[stripes][geometry.data()][format.payloadBytes()];
    SplittableRandom random = new SplittableRandom(1);
    Arrays.stream(ring).flatMap(Arrays::stream).forEach(random::nextBytes);
  }

  public static void main(String[] args) throws InterruptedException {
    KernelBound bound = new KernelBound(Geometry.parse(args[0]), Integer.parseInt(args[1]));
    long bytes = Long.parseLong(args[2]) << 20;
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 3;
    Set<Step> all = EnumSet.allOf(Step.class);
    // Compilers need some seconds until all is as fast as it gets.
    bound.seconds(Math.max(bytes, 1L << 32), all);
    report("all", bytes, bound, all, rounds);
    for (Step step : Step.values()) {
      report(step.name().toLowerCase(Locale.ROOT), bytes, bound, EnumSet.of(step), rounds);
    }
  }

  private static void report(
      String name, long bytes, KernelBound bound, Set<Step> steps, int rounds)
      throws InterruptedException {
    double[] seconds = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      seconds[i] = bound.seconds(bytes, steps);
    }
    Arrays.sort(seconds);
    System.out.printf(Locale.ROOT, "%s %.3f%n", name, bytes / seconds[rounds / 2] / 1e9);
  }

  private double seconds(long bytes, Set<Step> steps) throws InterruptedException {
    long stripes = bytes / geometry.data() / format.payloadBytes() + 1;
    AtomicLong next = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < cores; i++) {
      threads.add(Thread.ofPlatform().start(() -> work(next, stripes, steps)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void work(AtomicLong next, long stripes, Set<Step> steps) {
    MessageDigest content = Sha256.start();
    MessageDigest sealed = Sha256.start();
    SegmentCipher cipher = new SegmentCipher();
    SegmentKey[] segmentKeys = new SegmentKey[geometry.drives()];
    Arrays.setAll(segmentKeys, i -> keys.segmentKey(i, new byte[SegmentKey.SALT_BYTES]));
    byte[] record = new byte[format.sizeBytes()];
    byte[][] parity = new byte[geometry.parity()][format.payloadBytes()];
    for (long n = next.getAndIncrement(); n < stripes; n = next.getAndIncrement()) {
      byte[][] data = ring[(int) (n % ring.length)];
      if (steps.contains(Step.CODE)) {
        code.encode(data, parity, 0, format.payloadBytes());
      }
      for (int drive = 0; drive < geometry.drives(); drive++) {
        boolean isData = drive < geometry.data();
        byte[] payload = isData ? data[drive] : parity[drive - geometry.data()];
        if (steps.contains(Step.HASH) && isData) {
          content.update(payload);
        }
        if (steps.contains(Step.SEAL)) {
          format.seal(cipher, segmentKeys[drive], drive, n, payload, record);
        }
        if (steps.contains(Step.LIST)) {
          sealed.digest(record);
        }
      }
    }
  }
}
