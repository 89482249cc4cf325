package org.longhaul.freight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import org.longhaul.catalogue.CatalogueInfo;
import org.longhaul.drive.SegmentFormat;
import org.longhaul.shipment.Geometry;
import org.longhaul.shipment.LegId;
import org.longhaul.tree.SourceTree;

/// What is fixed before the first byte of a leg is written: the survey, what is double in it, the
/// cut into regions, the length of a segment. Every drive follows from it, the source and the
/// drive's number.
///
/// @param begun when the leg was begun, ISO 8601 in UTC; for people
/// @param digests whether the digest of every segment is listed
record PackPlan(
    LegId leg,
    Geometry geometry,
    Survey survey,
    Doubles doubles,
    List<RegionPlan.Cut> cuts,
    int segmentBytes,
    boolean digests,
    String begun)
    implements AutoCloseable {
  /// Plans a leg. Of the source only what may be double is read.
  static PackPlan of(
      Survey survey,
      SourceTree source,
      Geometry geometry,
      LegId leg,
      boolean digests,
      String begun,
      Progress progress)
      throws IOException {
    Doubles doubles = Doubles.in(survey, source, progress);
    RegionPlan regions = new RegionPlan(geometry.data(), survey.fileBytes() - doubles.bytes());
    survey.each((ordinal, position, entry) -> {
      if (entry.hasContent() && doubles.originalOf(ordinal) == null) {
        regions.file(ordinal, position, entry.status().sizeBytes());
      }
    });
    List<RegionPlan.Cut> cuts = regions.finish(survey.entries(), survey.endPosition());
    int segmentBytes = Room.of(geometry, cuts, survey.mostCatalogueBytes()).segmentBytes();
    return new PackPlan(leg, geometry, survey, doubles, cuts, segmentBytes, digests, begun);
  }

  Room room() {
    return Room.of(geometry, cuts, survey.mostCatalogueBytes());
  }

  SegmentFormat format() {
    return new SegmentFormat(leg, segmentBytes);
  }

  /// How much content is stored, before compression.
  long storedFileBytes() {
    return survey.fileBytes() - doubles.bytes();
  }

  /// Data to be read for some regions.
  long bytesOf(NavigableSet<Integer> regions) {
    return regions.stream().mapToLong(region -> cuts.get(region).bytes()).sum();
  }

  /// The large files that lie in several regions, with the pieces that they are cut into.
  Map<Long, SpanningSource> spanningSources() throws IOException {
    Map<Long, SpanningSource> spanning = new HashMap<>();
    for (int i = 0; i < cuts.size(); i++) {
      Head head = head(i);
      if (head.bytes() == 0) {
        continue;
      }
      SpanningSource source = spanning.get(head.ordinal());
      if (source == null) {
        source = new SpanningSource(entry(cuts.get(i)));
        source.expect(0, head.fileOffset());
        spanning.put(head.ordinal(), source);
      }
      source.expect(head.fileOffset(), head.bytes());
    }
    return spanning;
  }

  /// The part of a file that a region begins with, when that file began in an earlier one.
  private record Head(long ordinal, long fileOffset, long bytes) {}

  private Head head(int region) throws IOException {
    RegionPlan.Cut cut = cuts.get(region);
    if (cut.fileOffset() == 0 || cut.bytes() == 0) {
      return new Head(0, 0, 0);
    }
    long rest = entry(cut).status().sizeBytes() - cut.fileOffset();
    return rest <= 0
        ? new Head(0, 0, 0)
        : new Head(cut.ordinal(), cut.fileOffset(), Math.min(rest, cut.bytes()));
  }

  private Surveyed entry(RegionPlan.Cut cut) throws IOException {
    return survey.from(cut.ordinal(), cut.position()).next();
  }

  /// What the catalogue says of the whole leg.
  ///
  /// @param packed what became of each region, by number
  CatalogueInfo info(List<PackRun.Region> packed) throws IOException {
    List<CatalogueInfo.Region> regions = new ArrayList<>();
    for (int i = 0; i < cuts.size(); i++) {
      RegionPlan.Cut cut = cuts.get(i);
      Head head = head(i);
      long first = cut.fileOffset() == 0 ? cut.ordinal() : cut.ordinal() + 1;
      regions.add(
          new CatalogueInfo.Region(
              packed.get(i).plainBytes(),
              packed.get(i).storedBytes(),
              first,
              head.bytes(),
              head.ordinal(),
              head.fileOffset()));
    }
    return new CatalogueInfo(survey.entries(), survey.files(), survey.fileBytes(), regions);
  }

  @Override
  public void close() throws IOException {
    survey.close();
  }
}
