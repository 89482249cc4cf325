package org.longhaul.freight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.longhaul.drive.Drive;
import org.longhaul.drive.DriveFile;
import org.longhaul.drive.FolderDrive;
import org.longhaul.drive.Label;
import org.longhaul.drive.LegFiles;
import org.longhaul.drive.MalformedException;
import org.longhaul.drive.Note;
import org.longhaul.drive.Root;
import org.longhaul.drive.SmallFile;
import org.longhaul.shipment.LegId;

/// The end of a leg that was packed in runs: catalogue and signed root are made once, in the trip's
/// folder, and put on each drive when it is here.
///
/// @param folder of the leg
/// @param runs all that ended
record TripSeal(Path folder, PackPlan plan, List<TripRun> runs, DriveSeal seal) {
  private static final String LABELS = "label-%03d.json";
  private static final int COPY_BYTES = 1 << 20;

  /// What can stand on a drive before its label does.
  private static final Set<String> BEFORE_THE_LABEL =
      Set.of(Packer.PROBE, Label.FILE + SmallFile.ASIDE);

  /// What a run writes, besides segments, until the leg is sealed.
  private static final Set<String> OURS =
      Set.of(
          Label.FILE,
          Note.FILE,
          Note.FILE + SmallFile.ASIDE,
          LegFiles.KEY,
          LegFiles.KEY + SmallFile.ASIDE,
          LegFiles.DIGESTS,
          Packer.PROBE);

  /// Makes catalogue and root.
  ///
  /// @throws DriveProblem when a drive is not written yet
  void sign(Progress progress) throws IOException {
    Map<Integer, TripRun> runOf = new HashMap<>();
    runs.forEach(run -> run.drives().keySet().forEach(number -> runOf.put(number, run)));
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < plan.geometry().drives(); i++) {
      if (!runOf.containsKey(i)) {
        missing.add(seal.names().get(i));
      }
    }
    if (!missing.isEmpty()) {
      throw new DriveProblem(
          "%s not written yet: %s. Nothing was sealed. Write them first: longhaul pack DATA --trip TRIP --to DRIVE..."
              .formatted(
                  missing.size() == 1 ? "One drive is" : missing.size() + " drives are",
                  String.join(", ", missing)));
    }
    refuseDiffering(runOf);
    List<PackRun.Region> regions = new ArrayList<>();
    List<DriveSeal.Drives> drives = new ArrayList<>();
    Map<Long, SpanningSource> spanning = plan.spanningSources();
    for (TripRun run : runs) {
      run.teach(spanning);
    }
    try {
      for (int i = 0; i < plan.geometry().drives(); i++) {
        TripRun run = TripLeg.of(runOf, i);
        TripRun.Written drive = TripLeg.of(run.drives(), i);
        drives.add(new DriveSeal.Drives(drive.caseName(), drive.drive()));
        if (i < plan.geometry().data()) {
          TripRun.Read read = TripLeg.of(run.regions(), i);
          regions.add(
              new PackRun.Region(
                  read.plainBytes(),
                  read.storedBytes(),
                  Spool.open(TripRun.outcomes(run.folder(), i))));
        }
      }
      progress.phase("sealing", plan.survey().entries(), Progress.Unit.FILES);
      CatalogueBuilder builder =
          new CatalogueBuilder(
              plan.survey(),
              plan.doubles(),
              spanning,
              regions.stream().map(PackRun.Region::outcomes).toList());
      Files.deleteIfExists(folder.resolve(Root.CATALOGUE));
      DriveSeal.Sealed sealed =
          seal.seal(
              plan.info(regions), drives, builder, List.of(new FolderDrive(folder)), progress);
      for (int i = 0; i < sealed.labels().size(); i++) {
        TripFolder.write(folder.resolve(LABELS.formatted(i)), sealed.labels().get(i));
      }
      TripFolder.write(folder.resolve(Root.FILE), sealed.signed());
    } finally {
      for (PackRun.Region region : regions) {
        region.outcomes().close();
      }
    }
  }

  /// Two runs that have read different content make drives that do not fit together.
  private void refuseDiffering(Map<Integer, TripRun> runOf) throws IOException {
    List<TripRun> used = runs.stream().filter(runOf::containsValue).toList();
    NavigableSet<Integer> regions = TripLeg.differing(used);
    if (!regions.isEmpty()) {
      NavigableSet<String> drives = new TreeSet<>();
      regions.forEach(region -> drives.add(seal.names().get(region)));
      throw new DriveProblem(
          """
          The source changed between the runs: the content for %s was not the same each time. Nothing was \
          sealed. Write those drives and all parity drives again: longhaul pack DATA --trip TRIP --replace \
          DRIVE --to FOLDER\
          """
              .formatted(String.join(", ", drives)));
    }
  }

  /// Puts what was signed on drives.
  void finish(NavigableMap<Integer, Drive> here, Progress progress) throws IOException {
    List<byte[]> labels = new ArrayList<>();
    for (int i = 0; i < plan.geometry().drives(); i++) {
      labels.add(Files.readAllBytes(folder.resolve(LABELS.formatted(i))));
    }
    DriveSeal.Sealed sealed =
        new DriveSeal.Sealed(Files.readAllBytes(folder.resolve(Root.FILE)), labels, 0);
    progress.phase("finishing", here.size(), Progress.Unit.FILES);
    DriveSeal.forEach(
        here,
        (number, drive) -> {
          if (!Arrays.equals(SmallFile.read(drive, Label.FILE), labels.get(number))) {
            copyCatalogue(drive);
            DriveSeal.finish(number, drive, sealed);
          }
          TripFolder.write(mark(folder, number), new byte[0]);
          progress.advance(1);
        });
  }

  private void copyCatalogue(Drive drive) throws IOException {
    if (drive.list().contains(Root.CATALOGUE)) {
      drive.delete(Root.CATALOGUE);
    }
    byte[] buffer = new byte[COPY_BYTES];
    try (DriveFile from = new FolderDrive(folder).open(Root.CATALOGUE);
        DriveFile to = drive.create(Root.CATALOGUE)) {
      long at = 0;
      int got = from.read(at, buffer, 0, buffer.length);
      while (got > 0) {
        to.write(at, buffer, 0, got);
        at += got;
        got = from.read(at, buffer, 0, buffer.length);
      }
      to.force();
    } catch (IOException e) {
      throw DriveProblem.whileWriting(drive, e);
    }
  }

  /// The file that says that a drive carries the signature.
  static Path mark(Path folder, int number) {
    return folder.resolve("finished-%03d".formatted(number));
  }

  /// Whether a drive was left unfinished by an earlier run for this leg, or before it had a label.
  static boolean unfinished(LegId leg, Drive drive) throws IOException {
    List<String> names = drive.list();
    if (names.stream().allMatch(BEFORE_THE_LABEL::contains)) {
      return true;
    }
    try {
      Label label = Label.parse("The label of " + drive.name(), SmallFile.read(drive, Label.FILE));
      return label.leg().equals(leg)
          && label.state() == Label.State.UNFINISHED
          && names.stream().allMatch(TripSeal::isOurs);
    } catch (NoSuchFileException | MalformedException e) {
      return false;
    }
  }

  private static boolean isOurs(String name) {
    return name.matches("segments-[0-9]{4,10}\\.lhs") || OURS.contains(name);
  }

  /// Takes off a drive what an interrupted run left there; the label goes last.
  static void clearUnfinished(LegId leg, Drive drive) throws IOException {
    if (!unfinished(leg, drive)) {
      return;
    }
    List<String> names = drive.list();
    for (String name : names) {
      if (!name.equals(Label.FILE)) {
        drive.delete(name);
      }
    }
    if (names.contains(Label.FILE)) {
      drive.delete(Label.FILE);
    }
    drive.forceFolder();
  }

  /// The number of a drive of this leg; null when it is none.
  static @Nullable Integer numberOf(LegId leg, Drive drive) throws IOException {
    try {
      Label label = Label.parse("The label of " + drive.name(), SmallFile.read(drive, Label.FILE));
      return label.leg().equals(leg) ? label.number() : null;
    } catch (NoSuchFileException | MalformedException e) {
      return null;
    }
  }
}
