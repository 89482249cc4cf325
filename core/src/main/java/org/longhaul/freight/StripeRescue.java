package org.longhaul.freight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
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

/// Remakes segments of single stripes from whatever of the stripe can be read. For one thread,
/// which reads the drives of a stripe at once.
final class StripeRescue implements AutoCloseable {
  private final Root root;
  private final Geometry geometry;
  private final SegmentFormat format;
  private final ErasureCode code;
  private final List<@Nullable Source> sources = new ArrayList<>();
  private final Set<Integer> lastResort;

  /// @param drives by number; null for those that are not here
  /// @param bad segments that are known to be bad, by drive
  /// @param lastResort drives that are asked only when the others do not do
  StripeRescue(
      Root root,
      LegKeys keys,
      List<@Nullable Drive> drives,
      List<BitSet> bad,
      Set<Integer> lastResort) {
    this.root = root;
    this.geometry = root.geometry();
    this.format = new SegmentFormat(root.leg(), root.segmentBytes());
    this.code = ErasureCode.of(geometry, 0);
    this.lastResort = lastResort;
    for (int i = 0; i < drives.size(); i++) {
      Drive drive = drives.get(i);
      sources.add(
          drive == null ? null : new Source(i, drive, new DriveKeys(root, i, keys), bad.get(i)));
    }
  }

  /// Remakes payloads of one stripe.
  ///
  /// @param wanted by drive
  /// @return payloads by drive, as far as they were read or wanted; null for a wanted one that is
  ///   lost
  byte[][] remake(long stripe, boolean[] wanted) {
    byte[][] shards = new byte[geometry.drives()][];
    boolean[] present = new boolean[geometry.drives()];
    int missing = geometry.data();
    List<Integer> candidates = new ArrayList<>();
    List<Integer> last = new ArrayList<>();
    for (int i = 0; i < geometry.drives(); i++) {
      Source source = sources.get(i);
      if (stripe >= root.drives().get(i).segments()) {
        // A data drive that ends before this stripe counts as zeros.
        present[i] = i < geometry.data();
        missing -= present[i] ? 1 : 0;
      } else if (source != null) {
        (lastResort.contains(i) ? last : candidates).add(i);
      }
    }
    candidates.addAll(last);
    int at = 0;
    while (missing > 0 && at < candidates.size()) {
      List<Integer> next = candidates.subList(at, Math.min(at + missing, candidates.size()));
      next.parallelStream()
          .forEach(i -> {
            Source source = sources.get(i);
            shards[i] = source == null ? null : source.payload(stripe);
            present[i] = shards[i] != null;
          });
      missing -= (int) next.stream().filter(i -> present[i]).count();
      at += next.size();
    }
    if (missing > 0) {
      return shards;
    }
    boolean[] lost = wanted.clone();
    boolean any = false;
    for (int i = 0; i < lost.length; i++) {
      lost[i] &= !present[i];
      any |= lost[i];
      if (lost[i]) {
        shards[i] = new byte[format.payloadBytes()];
      }
    }
    if (any) {
      Slices.parallel(
          format.payloadBytes(),
          Runtime.getRuntime().availableProcessors(),
          (from, length) -> code.reconstruct(shards, present, lost, from, length));
    }
    return shards;
  }

  @Override
  public void close() throws IOException {
    for (Source source : sources) {
      if (source != null) {
        source.segments.close();
      }
    }
  }

  private final class Source {
    private final int number;
    private final Segments segments;
    private final DriveKeys key;
    private final BitSet bad;
    private final SegmentCipher cipher = new SegmentCipher();
    private byte[] record = new byte[0];
    private byte[] payload = new byte[0];

    Source(int number, Drive drive, DriveKeys key, BitSet bad) {
      this.number = number;
      this.segments = new Segments(drive, format.sizeBytes());
      this.key = key;
      this.bad = bad;
    }

    byte @Nullable [] payload(long stripe) {
      if (bad.get(Math.toIntExact(stripe))) {
        return null;
      }
      if (record.length == 0) {
        record = new byte[format.sizeBytes()];
        payload = new byte[format.payloadBytes()];
      }
      boolean sound =
          segments.read(stripe, record)
              && format.open(cipher, key.of(stripe), number, stripe, record, payload)
                  == SegmentState.SOUND;
      return sound ? payload : null;
    }
  }

  /// Nothing known to be bad, of so many drives.
  static List<BitSet> noneBad(int drives) {
    BitSet[] none = new BitSet[drives];
    Arrays.setAll(none, i -> new BitSet());
    return List.of(none);
  }
}
