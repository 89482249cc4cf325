package org.longhaul.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.longhaul.drive.Drive;
import org.longhaul.drive.FolderDrive;
import org.longhaul.freight.TripLeg;
import org.longhaul.sealing.Keyring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `longhaul seal`.
@Command(
    name = "seal",
    mixinStandardHelpOptions = true,
    description = {
      "Ends a leg that was packed with --trip: signs it, and puts catalogue and signature on its drives."
          + " After that nothing can be added.",
      "Drives that are not here are finished when they are: type the command again."
    },
    footer = {"", "Examples:", "  longhaul seal july", "  longhaul seal july /mnt/d01 /mnt/d02"})
final class SealCommand implements Callable<Integer> {
  @Mixin Common common = new Common();

  @Parameters(index = "0", paramLabel = "TRIP", description = "The folder of the trip.")
  Path trip = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "DRIVE",
      description = "The drives that are here. Default: where they stood when they were packed.")
  List<Path> drives = new ArrayList<>();

  @Option(names = "--dry-run", description = "Say what would be sealed, but write nothing.")
  boolean dryRun;

  @Override
  public Integer call() throws IOException {
    try (Screen screen = new Screen(common.json);
        TripLeg leg = open(trip)) {
      NavigableMap<Integer, Drive> here = here(leg);
      if (dryRun) {
        screen.say("dry run", "nothing was written");
        screen.say("here", names(leg, new ArrayList<>(here.keySet())));
        return ExitCode.DONE.number();
      }
      Keyring keyring = Common.keyring();
      leg.seal(
          here,
          keyring.identities(),
          keyring.signingKey(),
          Clock.systemUTC(),
          new SecureRandom(),
          screen);
      return tell(screen, leg).number();
    }
  }

  static TripLeg open(Path trip) throws IOException {
    TripLeg leg = TripLeg.open(trip);
    if (leg == null) {
      throw new IllegalArgumentException(
          "%s has no leg. Begin one: longhaul pack DATA --trip %s --to DRIVE..."
              .formatted(trip, trip));
    }
    return leg;
  }

  private NavigableMap<Integer, Drive> here(TripLeg leg) throws IOException {
    boolean named = !drives.isEmpty();
    List<Path> places = named ? drives : leg.written().values().stream().map(Path::of).toList();
    NavigableMap<Integer, Drive> here = new TreeMap<>();
    for (Path place : places) {
      if (!named && !Files.isDirectory(place)) {
        continue;
      }
      Drive drive = new FolderDrive(place);
      Integer number = leg.numberOf(drive);
      if (number != null && leg.written().containsKey(number)) {
        here.put(number, drive);
      } else if (named) {
        throw new IllegalArgumentException(
            "%s is not a drive of this leg. Nothing was written.".formatted(place));
      }
    }
    return here;
  }

  static String names(TripLeg leg, List<Integer> numbers) {
    return String.join(", ", numbers.stream().map(leg.names()::get).toList());
  }

  private ExitCode tell(Screen screen, TripLeg leg) {
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < leg.geometry().drives(); i++) {
      if (!leg.finished().contains(i)) {
        missing.add(i);
      }
    }
    screen.say(
        "sealed",
        "trip %s, leg %d: %s finished"
            .formatted(
                leg.trip().name(),
                leg.trip().generation(),
                Units.count(leg.finished().size(), "drive", "drives")));
    if (!missing.isEmpty()) {
      screen.say("not here", names(leg, missing));
      screen.say("next", "longhaul seal %s DRIVE...     when they are here".formatted(trip));
    } else {
      screen.say("next", "longhaul verify DRIVE...     reads everything back");
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("trip", leg.trip().name());
    facts.put("generation", leg.trip().generation());
    facts.put("finished", leg.finished().size());
    facts.put("notHere", missing.stream().map(leg.names()::get).toList());
    screen.event("sealed", facts);
    return missing.isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL;
  }
}
