package org.longhaul.freight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.longhaul.coding.ErasureCode;
import org.longhaul.drive.Drive;
import org.longhaul.drive.SegmentFormat;
import org.longhaul.sealing.LegKeys;
import org.longhaul.shipment.Geometry;
import org.longhaul.tree.SourceTree;

/// One run of writing: some drives of a leg, or all of them. Data drives read only their own
/// regions; for a parity drive all regions are read.
///
/// @param source what is packed
/// @param targets the drives to write, by number
/// @param names what people call the drives, by number
/// @param folder keeps what is learned of each region
/// @param proof is shown every payload before anything that derives from it is written
record PackRun(
    PackPlan plan,
    SourceTree source,
    NavigableMap<Integer, Drive> targets,
    List<String> names,
    LegKeys keys,
    java.security.SecureRandom random,
    OutcomeFolder folder,
    SegmentProof proof,
    Progress progress) {
  /// Where the outcomes of a region's files are kept.
  @FunctionalInterface
  interface OutcomeFolder {
    Spool spool(int region) throws IOException;
  }

  /// Looks at the payloads of regions.
  @FunctionalInterface
  interface SegmentProof {
    /// Believes everything: what is read once cannot differ.
    SegmentProof NONE = (region, number, payload) -> {};

    /// @throws SourceChanged when this payload was another one before
    void segment(int region, long number, byte[] payload) throws IOException;
  }

  /// What became of a region.
  ///
  /// @param storedBytes the length of its stream
  record Region(long plainBytes, long storedBytes, Spool outcomes) {}

  /// What a run has written.
  record Done(
      NavigableMap<Integer, StripePress.Written> drives,
      NavigableMap<Integer, Region> regions,
      Map<Long, SpanningSource> spanning) {}

  /// The regions that some drives need.
  static NavigableSet<Integer> regions(Geometry geometry, NavigableSet<Integer> drives) {
    NavigableSet<Integer> regions = new TreeSet<>();
    if (drives.last() >= geometry.data()) {
      IntStream.range(0, geometry.data()).forEach(regions::add);
    } else {
      regions.addAll(drives);
    }
    return regions;
  }

  Done run() throws IOException {
    SegmentFormat format = plan.format();
    NavigableSet<Integer> regions = regions(plan.geometry(), new TreeSet<>(targets.keySet()));
    progress.phase("packing", plan.bytesOf(regions), Progress.Unit.BYTES);
    DriveRates rates = new DriveRates(names);
    progress.drives(rates);
    List<@Nullable Drive> drives = new ArrayList<>();
    for (int i = 0; i < plan.geometry().drives(); i++) {
      drives.add(targets.get(i));
    }
    Map<Long, SpanningSource> spanning = plan.spanningSources();
    Map<Integer, Long> stored = new HashMap<>();
    Map<Integer, Long> plain = new HashMap<>();
    Map<Integer, Spool> outcomes = new TreeMap<>();
    boolean done = false;
    try (Crew crew = new Crew()) {
      ErasureCode code = ErasureCode.of(plan.geometry(), plan.storedFileBytes());
      StripePress press =
          new StripePress(
              format, code, keys, random, drives, regions, crew, plan.digests(), proof, rates);
      press.start();
      for (int region : regions) {
        Spool spool = folder.spool(region);
        outcomes.put(region, spool);
        RegionPacker packer =
            new RegionPacker(
                region,
                plan.cuts().get(region),
                plan.survey(),
                source,
                plan.doubles(),
                spanning,
                spool,
                progress);
        crew.start(
            "region " + region,
            () -> {
              long length = packer.run(press.new Feed(region));
              synchronized (stored) {
                stored.put(region, length);
                plain.put(region, packer.plainBytes());
              }
            });
      }
      crew.start("files over two drives", () -> digests(regions, spanning));
      crew.join();
      done = true;
      NavigableMap<Integer, Region> packed = new TreeMap<>();
      synchronized (stored) {
        outcomes.forEach((region, spool) ->
            packed.put(
                region,
                new Region(
                    plain.getOrDefault(region, 0L), stored.getOrDefault(region, 0L), spool)));
      }
      return new Done(press.written(), packed, spanning);
    } finally {
      if (!done) {
        for (Spool spool : outcomes.values()) {
          spool.close();
        }
      }
    }
  }

  /// A file over several regions is read for its digest by the run that has its first piece.
  private void digests(NavigableSet<Integer> regions, Map<Long, SpanningSource> spanning)
      throws IOException {
    for (Map.Entry<Long, SpanningSource> file : spanning.entrySet()) {
      if (regions.contains(firstRegion(file.getKey()))) {
        file.getValue().digest(source, progress);
      }
    }
  }

  private int firstRegion(long ordinal) {
    int first = 0;
    for (int i = 0; i < plan.cuts().size(); i++) {
      RegionPlan.Cut cut = plan.cuts().get(i);
      if (cut.ordinal() < ordinal || cut.ordinal() == ordinal && cut.fileOffset() == 0) {
        first = i;
      }
    }
    return first;
  }
}
