package org.longhaul.freight;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.longhaul.catalogue.CatalogueInfo;
import org.longhaul.coding.ErasureCode;
import org.longhaul.drive.Drive;
import org.longhaul.drive.Label;
import org.longhaul.drive.SegmentFormat;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.WrappedKey;
import org.longhaul.shipment.LegId;

/// Packs a source onto drives: survey, regions, stripes, catalogue, signature.
///
/// Memory: see [Room]; besides, some bytes for each double of more than 16 KiB and each hard link
/// whose other names have not been met yet.
public final class Packer implements AutoCloseable {
  private static final String PROBE = "longhaul-probe";

  private final PackOrder order;
  private final Progress progress;
  private final List<Drive> drives = new ArrayList<>();
  private final Survey survey;
  private final Doubles doubles;
  private final List<RegionPlan.Cut> cuts;
  private final Room room;
  private final LegId leg;

  private Packer(PackOrder order, Progress progress, Survey survey) throws IOException {
    this.order = order;
    this.progress = progress;
    this.survey = survey;
    order.drives().forEach(named -> drives.add(named.drive()));
    doubles = Doubles.in(survey, order.source(), progress);
    long bytes = survey.fileBytes() - doubles.bytes();
    RegionPlan plan = new RegionPlan(order.geometry().data(), bytes);
    survey.each((ordinal, position, entry) -> {
      if (entry.hasContent() && doubles.originalOf(ordinal) == null) {
        plan.file(ordinal, position, entry.status().sizeBytes());
      }
    });
    cuts = plan.finish(survey.entries(), survey.endPosition());
    room = Room.of(order.geometry(), cuts, survey.mostCatalogueBytes());
    leg = new LegId(order.random().nextLong(), order.random().nextLong());
  }

  /// Surveys the source. Nothing is written on any drive yet.
  public static Packer survey(PackOrder order, Progress progress) throws IOException {
    checkDrives(order);
    Path folder = order.spoolFolder();
    Survey survey =
        Survey.of(
            order.source(), order.filter(), folder, new Warming(order.geometry(), 0), progress);
    try {
      return new Packer(order, progress, survey);
    } catch (IOException | RuntimeException e) {
      survey.close();
      throw e;
    }
  }

  /// What packing would do.
  public PackReport plan() {
    return report(room.mostDriveBytes());
  }

  /// Refuses drives that are too small, before the first byte is written.
  public void checkRoom() throws IOException {
    room.check(drives);
  }

  /// Packs.
  public PackReport pack() throws IOException {
    checkRoom();
    checkWritable();
    LegKeys keys = LegKeys.fresh(leg, order.random());
    byte[] wrapped = WrappedKey.wrap(keys.secret(), order.recipients(), order.random());
    SegmentFormat format = new SegmentFormat(leg, room.segmentBytes());
    DriveSeal seal = new DriveSeal(order, format, keys, wrapped);
    seal.begin();
    progress.phase("packing", survey.fileBytes() - doubles.bytes(), Progress.Unit.BYTES);
    DriveRates rates =
        new DriveRates(order.drives().stream().map(PackOrder.NamedDrive::name).toList());
    progress.drives(rates);
    List<Spool> outcomes = new ArrayList<>();
    try (Crew crew = new Crew()) {
      StripePress press =
          new StripePress(
              format,
              ErasureCode.of(order.geometry(), survey.fileBytes() - doubles.bytes()),
              keys,
              order.random(),
              drives,
              crew,
              order.digests(),
              rates);
      Map<Long, SpanningSource> spanning = spanningSources();
      long[] stored = new long[cuts.size()];
      long[] plain = new long[cuts.size()];
      press.start();
      for (int i = 0; i < cuts.size(); i++) {
        int region = i;
        Spool spool = new Spool(order.spoolFolder(), "region");
        outcomes.add(spool);
        RegionPacker packer =
            new RegionPacker(
                region,
                cuts.get(region),
                survey,
                order.source(),
                doubles,
                spanning,
                spool,
                progress);
        crew.start(
            "region " + region,
            () -> {
              stored[region] = packer.run(press.new Feed(region));
              plain[region] = packer.plainBytes();
            });
      }
      crew.start(
          "files over two drives",
          () -> {
            for (SpanningSource source : spanning.values()) {
              source.digest(order.source(), progress);
            }
          });
      crew.join();
      CatalogueInfo info = info(stored, plain);
      CatalogueBuilder builder = new CatalogueBuilder(survey, doubles, spanning, outcomes);
      progress.phase("sealing", survey.entries(), Progress.Unit.FILES);
      seal.finish(info, press.written(), builder, progress);
    } finally {
      for (Spool spool : outcomes) {
        spool.close();
      }
    }
    return report(seal.mostDriveBytes());
  }

  private PackReport report(long driveBytes) {
    return new PackReport(
        leg,
        order.geometry(),
        survey.entries(),
        survey.files(),
        survey.fileBytes(),
        doubles.files(),
        doubles.bytes(),
        room.segmentBytes(),
        driveBytes,
        survey.leftOut() + survey.problems().size(),
        survey.problems());
  }

  private Map<Long, SpanningSource> spanningSources() throws IOException {
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

  private CatalogueInfo info(long[] stored, long[] plain) throws IOException {
    List<CatalogueInfo.Region> regions = new ArrayList<>();
    for (int i = 0; i < cuts.size(); i++) {
      RegionPlan.Cut cut = cuts.get(i);
      Head head = head(i);
      long first = cut.fileOffset() == 0 ? cut.ordinal() : cut.ordinal() + 1;
      regions.add(
          new CatalogueInfo.Region(
              plain[i], stored[i], first, head.bytes(), head.ordinal(), head.fileOffset()));
    }
    return new CatalogueInfo(survey.entries(), survey.files(), survey.fileBytes(), regions);
  }

  /// Refuses drives that take no file, naming all of them, before anything is written.
  private void checkWritable() throws IOException {
    List<String> refusing = new ArrayList<>();
    for (Drive drive : drives) {
      try {
        drive.create(PROBE).close();
        drive.delete(PROBE);
      } catch (IOException e) {
        refusing.add(drive.name());
      }
    }
    if (!refusing.isEmpty()) {
      throw new DriveProblem(
          """
          Nothing can be written on %s. Nothing was written on the others. Are they mounted read-only,           or owned by somebody else?\
          """
              .formatted(String.join(", ", refusing)));
    }
  }

  private static void checkDrives(PackOrder order) throws IOException {
    if (order.drives().size() != order.geometry().drives()) {
      throw new DriveProblem(
          "The geometry %s needs %d drives; %d were given."
              .formatted(order.geometry(), order.geometry().drives(), order.drives().size()));
    }
    Set<String> seen = new HashSet<>();
    List<String> occupied = new ArrayList<>();
    for (PackOrder.NamedDrive named : order.drives()) {
      Drive drive = named.drive();
      if (!seen.add(drive.identity())) {
        throw new DriveProblem(
            "%s was given twice. Each drive of a leg is a volume or folder of its own."
                .formatted(drive.name()));
      }
      List<String> there = drive.list();
      if (!there.isEmpty()) {
        occupied.add(
            there.contains(Label.FILE)
                ? drive.name() + " holds a drive of another leg"
                : "%s is not empty (%s)".formatted(drive.name(), there.getFirst()));
      }
    }
    if (!occupied.isEmpty()) {
      throw new DriveProblem(
          """
          %s. Nothing was written. Longhaul never overwrites: take empty drives, or empty these \
          yourself if what is on them is not wanted.\
          """
              .formatted(String.join("; ", occupied.subList(0, Math.min(5, occupied.size())))));
    }
  }

  @Override
  public void close() throws IOException {
    survey.close();
  }
}
