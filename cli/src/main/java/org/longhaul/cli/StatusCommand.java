package org.longhaul.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.longhaul.freight.TripLeg;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `longhaul status`.
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Tells how far the newest leg of a trip is: which drives are written, which wait, and what is safe"
          + " to lose now."
    },
    footer = {"", "Example:", "  longhaul status july"})
final class StatusCommand implements Callable<Integer> {
  @Mixin Common common = new Common();

  @Parameters(paramLabel = "TRIP", description = "The folder of the trip.")
  Path trip = Path.of("");

  @Override
  public Integer call() throws IOException {
    try (Screen screen = new Screen(common.json);
        TripLeg leg = SealCommand.open(trip)) {
      int all = leg.geometry().drives();
      List<Integer> waiting = new ArrayList<>();
      for (int i = 0; i < all; i++) {
        if (!leg.written().containsKey(i)) {
          waiting.add(i);
        }
      }
      String state =
          leg.sealed()
              ? leg.finished().size() == all ? "sealed" : "sealed, not all drives finished"
              : waiting.isEmpty() ? "written, not sealed" : "being packed";
      screen.say(
          "trip",
          "%s, leg %d, %s: %s"
              .formatted(leg.trip().name(), leg.trip().generation(), leg.geometry(), state));
      bars(screen, leg);
      if (!waiting.isEmpty()) {
        screen.say("waiting", SealCommand.names(leg, waiting));
      }
      screen.say("safe to lose", safe(leg, waiting));
      screen.say("next", next(leg, waiting));
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("trip", leg.trip().name());
      facts.put("generation", leg.trip().generation());
      facts.put("geometry", leg.geometry().toString());
      facts.put("state", state);
      facts.put("written", leg.written().keySet().stream().map(leg.names()::get).toList());
      facts.put("waiting", waiting.stream().map(leg.names()::get).toList());
      facts.put("finished", leg.finished().stream().map(leg.names()::get).toList());
      facts.put("safeToLose", leg.sealed() ? leg.geometry().parity() : 0);
      screen.event("status", facts);
    }
    return ExitCode.DONE.number();
  }

  /// A line for each case, or one for all drives.
  private static void bars(Screen screen, TripLeg leg) {
    Map<String, StringBuilder> bars = new TreeMap<>();
    for (int i = 0; i < leg.geometry().drives(); i++) {
      String caseName = leg.cases().getOrDefault(i, "");
      String mark = leg.finished().contains(i) ? "█" : leg.written().containsKey(i) ? "▒" : "·";
      bars.computeIfAbsent(caseName, name -> new StringBuilder()).append(mark);
    }
    bars.forEach(
        (name, bar) -> screen.say(name.isEmpty() ? "drives" : "case " + name, bar.toString()));
    screen.say("", "█ sealed  ▒ written  · waiting");
  }

  private static String safe(TripLeg leg, List<Integer> waiting) {
    if (leg.sealed()) {
      return "any %s, once all are finished"
          .formatted(Units.count(leg.geometry().parity(), "drive", "drives"));
    }
    return waiting.isEmpty()
        ? "nothing before it is sealed: keep the source"
        : "no drive: what is lost is written again from the source (--replace)";
  }

  private String next(TripLeg leg, List<Integer> waiting) {
    if (!waiting.isEmpty()) {
      return "longhaul pack --trip %s --to DRIVE...".formatted(trip);
    }
    if (leg.finished().size() < leg.geometry().drives()) {
      return "longhaul seal %s".formatted(trip);
    }
    return "longhaul verify DRIVE...";
  }
}
