package org.longhaul.freight;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.longhaul.drive.Drive;
import org.longhaul.drive.Label;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.WrappedKey;
import org.longhaul.shipment.LegId;

/// Packs a source onto drives that are all here: survey, regions, stripes, catalogue, signature.
///
/// Memory: see [Room]; besides, some bytes for each double of more than 16 KiB and each hard link
/// whose other names have not been met yet.
public final class Packer implements AutoCloseable {
  /// The name of a file that tells whether a drive takes files.
  static final String PROBE = "longhaul-probe";

  private final PackOrder order;
  private final Progress progress;
  private final List<Drive> drives = new ArrayList<>();
  private final PackPlan plan;

  private Packer(PackOrder order, Progress progress, Survey survey) throws IOException {
    this.order = order;
    this.progress = progress;
    order.drives().forEach(named -> drives.add(named.drive()));
    plan =
        PackPlan.of(
            survey,
            order.source(),
            order.geometry(),
            new LegId(order.random().nextLong(), order.random().nextLong()),
            order.digests(),
            order.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString(),
            progress);
  }

  /// Surveys the source. Nothing is written on any drive yet.
  public static Packer survey(PackOrder order, Progress progress) throws IOException {
    if (order.drives().size() != order.geometry().drives()) {
      throw new DriveProblem(
          "The geometry %s needs %d drives; %d were given."
              .formatted(order.geometry(), order.geometry().drives(), order.drives().size()));
    }
    checkEmpty(order.drives().stream().map(PackOrder.NamedDrive::drive).toList());
    Warming warming = new Warming(order.geometry(), 0);
    Survey survey =
        Survey.of(
            order.source(),
            order.filter(),
            new Spool(order.spoolFolder(), "survey"),
            warming,
            progress);
    try {
      return new Packer(order, progress, survey);
    } catch (IOException | RuntimeException e) {
      survey.close();
      throw e;
    }
  }

  /// What packing would do.
  public PackReport plan() {
    return report(plan.room().mostDriveBytes());
  }

  /// Refuses drives that are too small, before the first byte is written.
  public void checkRoom() throws IOException {
    plan.room().check(targets());
  }

  private NavigableMap<Integer, Drive> targets() {
    NavigableMap<Integer, Drive> targets = new TreeMap<>();
    for (int i = 0; i < drives.size(); i++) {
      targets.put(i, drives.get(i));
    }
    return targets;
  }

  /// Packs.
  public PackReport pack() throws IOException {
    checkRoom();
    checkWritable(drives);
    LegKeys keys = LegKeys.fresh(plan.leg(), order.random());
    byte[] wrapped = WrappedKey.wrap(keys.secret(), order.recipients(), order.random());
    List<String> names = order.drives().stream().map(PackOrder.NamedDrive::name).toList();
    DriveSeal seal =
        new DriveSeal(
            plan,
            names,
            order.trip(),
            keys,
            wrapped,
            order.sender(),
            order.clock(),
            order.random());
    DriveSeal.forEach(
        targets(),
        (number, drive) -> seal.begin(number, drive, order.drives().get(number).caseName()));
    PackRun.Done done =
        new PackRun(
                plan,
                order.source(),
                targets(),
                names,
                keys,
                order.random(),
                region -> new Spool(order.spoolFolder(), "region"),
                PackRun.SegmentProof.NONE,
                progress)
            .run();
    List<PackRun.Region> regions = List.copyOf(done.regions().values());
    try {
      List<DriveSeal.Drives> written = new ArrayList<>();
      done.drives()
          .forEach((number, drive) ->
              written.add(new DriveSeal.Drives(order.drives().get(number).caseName(), drive)));
      progress.phase("sealing", plan.survey().entries(), Progress.Unit.FILES);
      CatalogueBuilder builder =
          new CatalogueBuilder(
              plan.survey(),
              plan.doubles(),
              done.spanning(),
              regions.stream().map(PackRun.Region::outcomes).toList());
      DriveSeal.Sealed sealed = seal.seal(plan.info(regions), written, builder, drives, progress);
      DriveSeal.forEach(targets(), (number, drive) -> DriveSeal.finish(number, drive, sealed));
      return report(sealed.mostDriveBytes());
    } finally {
      for (PackRun.Region region : regions) {
        region.outcomes().close();
      }
    }
  }

  private PackReport report(long driveBytes) {
    return PackReport.of(plan, driveBytes);
  }

  /// Refuses drives that take no file, naming all of them, before anything is written.
  static void checkWritable(Iterable<? extends Drive> drives) throws IOException {
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

  /// Refuses drives that are not empty, or given twice, before anything is written.
  static void checkEmpty(Iterable<? extends Drive> drives) throws IOException {
    Set<String> seen = new HashSet<>();
    List<String> occupied = new ArrayList<>();
    for (Drive drive : drives) {
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
    plan.close();
  }
}
