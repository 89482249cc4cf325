package org.longhaul.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.longhaul.freight.Finding;
import org.longhaul.freight.Leg;
import org.longhaul.freight.RepairReport;

/// What is said of a repair: what was found, what became of it, how serious it is, what to do.
///
/// @param onSpares whether drives were remade on spares
record RepairTold(Screen screen, Leg leg, RepairReport report, boolean onSpares) {
  ExitCode tell(double seconds) {
    for (Finding finding : report.findings()) {
      screen.say("finding", finding.sentence());
    }
    if (onSpares) {
      spares(seconds);
    } else {
      inPlace(seconds);
    }
    for (String sentence : report.failing()) {
      screen.say("failing", sentence);
    }
    if (report.lostStripes() > 0) {
      lost();
    }
    List<Integer> missing = stillMissing();
    if (!missing.isEmpty() && report.lostStripes() == 0) {
      int left = leg.root().geometry().parity() - missing.size();
      screen.say(
          "not here",
          "%s. %s"
              .formatted(
                  Describe.drives(leg, missing),
                  left > 0
                      ? Units.count(left, "drive", "drives") + " more may be lost"
                      : "Nothing more may be lost: make another drive before anything else"));
      screen.say("next", "longhaul repair DRIVE... --to SPARE remakes " + first(missing));
    }
    screen.event("repaired", facts(missing));
    return report.lostStripes() > 0
        ? ExitCode.LOST
        : report.failing().isEmpty() ? ExitCode.DONE : ExitCode.DRIVES;
  }

  private String first(List<Integer> numbers) {
    return leg.root().drives().get(numbers.getFirst()).name();
  }

  private void inPlace(double seconds) {
    if (report.segments().isEmpty() && report.files().isEmpty() && report.lostStripes() == 0) {
      if (report.findings().isEmpty()) {
        screen.say("sound", "every drive here is as it was sealed; nothing was to be repaired");
      } else if (report.failing().isEmpty()) {
        screen.say("repaired", "nothing: what was found is not damage to what was packed");
      }
      return;
    }
    List<String> parts = new ArrayList<>();
    report
        .segments()
        .forEach((name, count) ->
            parts.add("%s on %s".formatted(Units.count(count, "segment", "segments"), name)));
    parts.addAll(report.files());
    if (!parts.isEmpty() && report.done()) {
      screen.say(
          "repaired",
          "%s, in %s. Every segment was read back from the drive and is as it was sealed."
              .formatted(String.join("; ", parts), time(seconds)));
    } else if (!parts.isEmpty()) {
      screen.say("would", "repair %s. Nothing was written.".formatted(String.join("; ", parts)));
    }
  }

  private void spares(double seconds) {
    if (report.remade().isEmpty() && report.lostStripes() == 0) {
      screen.say("sound", "no drive of this leg is missing; nothing was written on the spare");
      return;
    }
    for (RepairReport.Remade remade : report.remade()) {
      String name = leg.root().drives().get(remade.drive()).name();
      if (remade.whole() && report.done()) {
        screen.say(
            "remade",
            "%s on %s in %s%s, bit for bit the drive that was sealed%s"
                .formatted(
                    name,
                    remade.spare(),
                    time(seconds),
                    remade.already() == 0
                        ? ""
                        : " (%s were there already)"
                            .formatted(Units.count(remade.already(), "segment", "segments")),
                    remade.proven() ? ", by the digests that the sender signed" : ""));
      } else if (remade.whole()) {
        screen.say("remade", "%s is on %s already".formatted(name, remade.spare()));
      } else if (report.done()) {
        screen.say(
            "unfinished",
            "%s on %s could not be remade whole; it says so, and no reader takes it"
                .formatted(name, remade.spare()));
      } else {
        screen.say(
            "would", "remake %s on %s. Nothing was written.".formatted(name, remade.spare()));
      }
    }
    if (report.done() && report.lostStripes() == 0) {
      screen.say(
          "next",
          "longhaul scrub %s reads it back past the cache"
              .formatted(
                  String.join(
                      " ", report.remade().stream().map(RepairReport.Remade::spare).toList())));
    }
    if (report.findings().stream()
        .anyMatch(finding -> finding.kind() == Finding.Kind.DAMAGED_SEGMENTS)) {
      screen.say(
          "next", "longhaul repair DRIVE... makes good, in place, what is bad on the others");
    }
  }

  private void lost() {
    int gone = leg.missing().size();
    int parity = leg.root().geometry().parity();
    screen.say(
        "lost",
        "%s, the first is number %s, lost more segments than %s can replace (%s, %d can be replaced)"
            .formatted(
                Units.count(report.lostStripes(), "stripe", "stripes"),
                Units.count(report.firstLost()),
                leg.root().geometry(),
                gone == 0
                    ? "all drives are here"
                    : Units.count(gone, "drive", "drives") + " not here",
                parity));
    screen.say("", "This is safe to go on with: nothing wrong was written. Exit code 4.");
    screen.say(
        "next",
        (gone == 0
                ? ""
                : "find a drive that is not here (%s) and type the same command with it, or "
                    .formatted(Describe.drives(leg, leg.missing())))
            + "see what is lost: longhaul unpack DRIVE... --into DIR names the files and gives all others");
  }

  /// Drives that are neither here nor on a spare now.
  private List<Integer> stillMissing() {
    List<Integer> missing = new ArrayList<>(leg.missing());
    for (RepairReport.Remade remade : report.remade()) {
      if (remade.whole() || !report.done()) {
        missing.remove(Integer.valueOf(remade.drive()));
      }
    }
    return missing;
  }

  private static String time(double seconds) {
    return Units.time(Duration.ofMillis((long) (seconds * 1000)));
  }

  private Map<String, Object> facts(List<Integer> missing) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("leg", leg.root().leg().toString());
    facts.put("written", report.done());
    facts.put("segments", report.segments());
    facts.put("files", report.files());
    facts.put(
        "drives",
        report.remade().stream()
            .map(remade -> {
              Map<String, Object> drive = new LinkedHashMap<>();
              drive.put("drive", leg.root().drives().get(remade.drive()).name());
              drive.put("spare", remade.spare());
              drive.put("whole", remade.whole());
              drive.put("alreadySegments", remade.already());
              return drive;
            })
            .toList());
    facts.put("lostStripes", report.lostStripes());
    facts.put("failing", report.failing());
    facts.put("missing", missing.stream().map(i -> leg.root().drives().get(i).name()).toList());
    facts.put(
        "findings",
        report.findings().stream()
            .map(finding ->
                Map.of(
                    "drive", finding.drive(),
                    "kind", finding.kind().name(),
                    "sentence", finding.sentence()))
            .toList());
    return facts;
  }
}
