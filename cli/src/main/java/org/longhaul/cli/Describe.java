package org.longhaul.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.longhaul.drive.Root;
import org.longhaul.freight.DamageReport;
import org.longhaul.freight.Leg;

/// Facts about a leg in the words that several commands use.
final class Describe {
  private static final int NAMED = 8;

  private Describe() {}

  /// Where it is from, and how much of it is here.
  static void leg(Screen screen, Leg leg, String sender) {
    screen.say(
        "from",
        "leg %s…, sealed %s by %s"
            .formatted(leg.root().leg().toString().substring(0, 8), leg.root().sealed(), sender));
    Root.Trip trip = leg.root().trip();
    if (trip != null) {
      screen.say("trip", "%s, generation %d".formatted(trip.name(), trip.generation()));
    }
    int all = leg.root().geometry().drives();
    int missing = leg.missing().size();
    screen.say(
        "here",
        "%d of %s (%s)%s"
            .formatted(
                all - missing,
                Units.count(all, "drive", "drives"),
                leg.root().geometry(),
                missing == 0 ? "" : ". Not here: " + drives(leg, leg.missing())));
  }

  /// Drives by name, whole cases by theirs.
  static String drives(Leg leg, List<Integer> numbers) {
    List<String> names = new ArrayList<>();
    List<Integer> rest = new ArrayList<>(numbers);
    for (String name :
        leg.root().drives().stream()
            .map(drive -> drive.caseName() == null ? "" : drive.caseName())
            .distinct()
            .toList()) {
      List<Integer> inCase = new ArrayList<>();
      for (int i = 0; i < leg.root().drives().size(); i++) {
        if (name.equals(leg.root().drives().get(i).caseName())) {
          inCase.add(i);
        }
      }
      if (!name.isEmpty() && rest.containsAll(inCase)) {
        names.add("case " + name);
        rest.removeAll(inCase);
      }
    }
    for (int number : rest.subList(0, Math.min(NAMED, rest.size()))) {
      names.add(leg.root().drives().get(number).name());
    }
    return String.join(", ", names) + (rest.size() > NAMED ? " …" : "");
  }

  /// What is wrong with segments.
  static void damage(Screen screen, Leg leg, DamageReport damage) {
    for (Map.Entry<Integer, DamageReport.OnDrive> entry : damage.drives().entrySet()) {
      screen.say(
          "damaged",
          "%s: %s of %s"
              .formatted(
                  leg.root().drives().get(entry.getKey()).name(),
                  Units.count(entry.getValue().segments()),
                  Units.count(
                      leg.root().drives().get(entry.getKey()).segments(), "segment", "segments")));
    }
  }
}
