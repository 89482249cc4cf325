package org.longhaul.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.longhaul.drive.Drive;
import org.longhaul.drive.FolderDrive;
import org.longhaul.freight.Leg;
import org.longhaul.freight.RepairReport;
import org.longhaul.freight.Repairer;
import org.longhaul.sealing.LegKeys;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `longhaul repair`.
@Command(
    name = "repair",
    mixinStandardHelpOptions = true,
    description = {
      "Makes good what is damaged on drives of a leg, from the others, in its place; or remakes"
          + " drives that are lost on spares.",
      "A remade drive is the one that was lost, bit for bit. When it is interrupted, type the same"
          + " command again."
    },
    footer = {
      "",
      "Examples:",
      "  longhaul repair /mnt/d* --dry-run",
      "  longhaul repair /mnt/d*",
      "  longhaul repair /mnt/d* --to /mnt/spare",
      "  longhaul repair /mnt/d* --drive d07 --to /mnt/spare"
    })
final class RepairCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin Common common = new Common();
  @Mixin Common.Reading reading = new Common.Reading();

  @Parameters(
      arity = "1..*",
      paramLabel = "DRIVE",
      description = "The drives that are here, in any order.")
  List<Path> drives = new ArrayList<>();

  @Option(
      names = "--to",
      arity = "1..*",
      paramLabel = "SPARE",
      description =
          "Empty drives, each of which becomes one that is lost, the lowest number first.")
  List<Path> spares = new ArrayList<>();

  @Option(
      names = "--drive",
      paramLabel = "NAME",
      description =
          "Remake this drive, even if it is here: it is failing, say. May be given more than once.")
  List<String> names = new ArrayList<>();

  @Option(names = "--dry-run", description = "Find and tell, but write nothing.")
  boolean dryRun;

  @Override
  public Integer call() throws IOException {
    if (!names.isEmpty() && spares.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--drive says which drive is remade on a spare: name that with --to.");
    }
    try (Screen screen = new Screen(common.json)) {
      List<Drive> onto = Common.drives(spares);
      List<Drive> given = given(onto);
      Leg leg = Leg.gather(given);
      String sender = reading.checkSender(leg);
      LegKeys keys = leg.keys(reading.identities());
      Repairer repairer = Repairer.of(leg, given, keys, screen);
      Describe.leg(screen, repairer.leg(), sender);
      long start = System.nanoTime();
      RepairReport report =
          spares.isEmpty() ? repairer.inPlace(dryRun) : repairer.onto(onto, names, dryRun);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new RepairTold(screen, repairer.leg(), report, !spares.isEmpty())
          .tell(seconds)
          .number();
    }
  }

  /// The drives to read. A spare among them, as `/mnt/d*` may have it, is not one. Repair in place
  /// looks at the medium: what the kernel remembers of a bad sector may still be good.
  private List<Drive> given(List<Drive> onto) throws IOException {
    Set<String> targets = new HashSet<>();
    for (Drive spare : onto) {
      targets.add(spare.identity());
    }
    List<Drive> given = new ArrayList<>();
    for (Path folder : drives) {
      Drive drive = new FolderDrive(folder, spares.isEmpty());
      if (!targets.contains(drive.identity())) {
        given.add(drive);
      }
    }
    return given;
  }
}
