package org.longhaul.freight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.longhaul.drive.Drive;
import org.longhaul.drive.Root;
import org.longhaul.sealing.LegKeys;

/// Repairs a leg: what is damaged on drives that are here in its place, or whole drives on spares.
public final class Repairer {
  private final Leg leg;
  private final List<Drive> given;
  private final LegKeys keys;
  private final Progress progress;
  private final DriveDocuments documents;

  private Repairer(
      Leg leg, List<Drive> given, LegKeys keys, Progress progress, DriveDocuments documents) {
    this.leg = leg;
    this.given = given;
    this.keys = keys;
    this.progress = progress;
    this.documents = documents;
  }

  /// Takes back the drives that were left out of their leg for a damaged label or root.
  ///
  /// @param gathered the leg as it was gathered from the given drives
  /// @param given the drives that were given, those that were left out among them
  public static Repairer of(Leg gathered, List<Drive> given, LegKeys keys, Progress progress)
      throws IOException {
    DriveDocuments documents = DriveDocuments.of(gathered);
    Leg leg = Adoption.of(gathered, given, documents, keys);
    return new Repairer(leg, given, keys, progress, documents);
  }

  /// The leg with the drives that were taken back.
  public Leg leg() {
    return leg;
  }

  /// Makes good what is damaged on the drives that are here.
  ///
  /// @param dryRun whether to find and tell only
  public RepairReport inPlace(boolean dryRun) throws IOException {
    return new InPlaceRepair(leg, keys, documents, progress).run(dryRun);
  }

  /// Remakes drives that are not here, or that were named, on spares: the lowest number first.
  ///
  /// @param onto one drive for each that is to be remade, empty or left by an interrupted repair
  /// @param names of drives that are to be remade; empty for those that are not here
  /// @param dryRun whether to tell only
  /// @throws DriveProblem when a spare cannot take a drive; nothing was written then
  public RepairReport onto(List<Drive> onto, List<String> names, boolean dryRun)
      throws IOException {
    SparePlan plan = SparePlan.of(leg, given, onto, names);
    Root root = leg.root();
    List<RepairReport.Remade> remade = new ArrayList<>(plan.done());
    if (plan.places().isEmpty()) {
      return report(false, remade, null, 0);
    }
    if (!canBegin(leg)) {
      return new RepairReport(
          false, leg.findings(), Map.of(), List.of(), remade, root.stripes(), 0, List.of(), 0);
    }
    plan.checkRoom(root);
    if (dryRun) {
      plan.places()
          .forEach(place ->
              remade.add(
                  new RepairReport.Remade(
                      place.number(), place.drive().name(), false, place.durable(), false)));
      return report(false, remade, null, 0);
    }
    long bytes = 0;
    for (SparePlan.Place place : plan.places()) {
      bytes += SparePlan.bytes(root, place.number());
    }
    int lostData =
        (int)
            plan.places().stream().filter(place -> place.number() < root.geometry().data()).count();
    new Warming(root.geometry(), lostData).expect(bytes);
    progress.phase("repairing", bytes, Progress.Unit.BYTES);
    List<Spare> spares = new ArrayList<>();
    try {
      for (SparePlan.Place place : plan.places()) {
        Spare spare = new Spare(place.number(), place.drive(), documents, keys);
        spares.add(spare);
        spare.begin(place.durable(), progress);
      }
      DriveRemake work = new DriveRemake(leg, keys, spares, progress);
      work.run();
      for (Spare spare : spares) {
        if (spare.whole()) {
          spare.finish(leg, progress);
        } else {
          spare.markIfPossible();
        }
        remade.add(
            new RepairReport.Remade(
                spare.number(),
                spare.drive().name(),
                spare.whole(),
                spare.start(),
                root.drives().get(spare.number()).digestsSha256() != null));
      }
      return report(true, remade, work, bytes);
    } finally {
      for (Spare spare : spares) {
        spare.close();
      }
    }
  }

  private RepairReport report(
      boolean done, List<RepairReport.Remade> remade, @Nullable DriveRemake work, long bytes) {
    List<Finding> findings = new ArrayList<>(leg.findings());
    if (work != null) {
      work.damage()
          .drives()
          .forEach((number, damaged) -> {
            String name = leg.root().drives().get(number).name();
            findings.add(
                new Finding(
                    name,
                    Finding.Kind.DAMAGED_SEGMENTS,
                    "%s: of the segments that were needed %,d are bad, the first is number %,d. That drive was only read."
                        .formatted(name, damaged.segments(), damaged.firstSegment())));
          });
    }
    return new RepairReport(
        done,
        findings,
        Map.of(),
        List.of(),
        remade,
        work == null ? 0 : work.lost(),
        work == null ? 0 : work.firstLost(),
        List.of(),
        bytes);
  }

  /// Whether there are drives enough for the last stripe, which the fewest take part in.
  private static boolean canBegin(Leg leg) {
    Root root = leg.root();
    int there = 0;
    for (int i = 0; i < root.drives().size(); i++) {
      boolean ended =
          i < root.geometry().data() && root.drives().get(i).segments() < root.stripes();
      there += ended || leg.drives().get(i) != null ? 1 : 0;
    }
    return there >= root.geometry().data() || root.stripes() == 0;
  }
}
