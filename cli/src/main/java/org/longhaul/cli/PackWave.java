package org.longhaul.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.longhaul.freight.PackOrder;
import org.longhaul.freight.TripLeg;
import org.longhaul.sealing.Keyring;
import org.longhaul.sealing.Recipient;
import org.longhaul.sealing.SigningKey;
import org.longhaul.shipment.Geometry;
import org.longhaul.tree.SourceTree;

/// `longhaul pack --trip`: begins a leg, or goes on with it.
record PackWave(PackCommand order, Screen screen, Path trip) {
  ExitCode pack() throws IOException {
    TripLeg open = TripLeg.open(trip);
    if (open != null && !open.sealed()) {
      try (open) {
        return goOn(open);
      }
    }
    if (open != null) {
      open.close();
    }
    if (order.replace != null || order.as != null) {
      throw new IllegalArgumentException(
          "%s has no leg that is being packed, so there is nothing to replace or to go on with."
              .formatted(trip));
    }
    return begin();
  }

  private ExitCode begin() throws IOException {
    if (order.data.isEmpty()) {
      throw new IllegalArgumentException(
          "Say what to pack: longhaul pack DATA --trip TRIP --to DRIVE...");
    }
    CasePlan plan = CasePlan.of(order.drives, order.cases);
    Geometry geometry =
        order.geometry == null
            ? plan.geometry(null, order.survive)
            : Geometry.parse(order.geometry);
    Keyring keyring = Common.keyring();
    boolean firstKeys = keyring.identities().isEmpty();
    List<Recipient> recipients = order.recipients(keyring);
    SigningKey sender = keyring.signingKey();
    Path folder = order.dryRun ? Files.createTempDirectory("longhaul-dry-run") : trip;
    try (SourceTree source = SourceTree.of(order.data);
        TripLeg leg =
            TripLeg.begin(
                folder,
                new TripLeg.Order(
                    source,
                    order.data.stream().map(path -> path.toAbsolutePath().toString()).toList(),
                    SourceFilter.of(order.exclude, order.filesFrom),
                    geometry,
                    recipients,
                    keyring.identity().recipient(),
                    sender,
                    !order.noDigests,
                    Clock.systemUTC(),
                    new SecureRandom()),
                screen)) {
      PackCommand.sayPlan(screen, plan, leg.report());
      PackCommand.sayKeys(screen, keyring, recipients, sender, firstKeys);
      return write(leg, plan, source, sender);
    } finally {
      if (order.dryRun) {
        delete(folder);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private ExitCode goOn(TripLeg leg) throws IOException {
    if (order.geometry != null && !Geometry.parse(order.geometry).equals(leg.geometry())) {
      throw new IllegalArgumentException(
          "The leg was begun as %s; that cannot be changed any more. Nothing was written."
              .formatted(leg.geometry()));
    }
    if (!order.recipients.isEmpty()
        || !order.recipientFiles.isEmpty()
        || order.passphraseFile != null) {
      throw new IllegalArgumentException(
          "For whom a leg is sealed is said when it is begun. Later, longhaul key add does it. Nothing was written.");
    }
    List<Path> data =
        order.data.isEmpty() ? leg.sources().stream().map(Path::of).toList() : order.data;
    CasePlan plan = CasePlan.of(order.drives, order.cases);
    screen.say(
        "going on",
        "trip %s, leg %d, %s: %s written"
            .formatted(
                leg.trip().name(),
                leg.trip().generation(),
                leg.geometry(),
                Units.count(leg.written().size(), "drive", "drives")));
    try (SourceTree source = SourceTree.of(data)) {
      return write(leg, plan, source, Common.keyring().signingKey());
    }
  }

  private ExitCode write(TripLeg leg, CasePlan plan, SourceTree source, SigningKey sender)
      throws IOException {
    List<Integer> numbers = numbers(leg);
    NavigableMap<Integer, PackOrder.NamedDrive> onto = new TreeMap<>();
    for (PackOrder.NamedDrive named : plan.namedDrives()) {
      int number = numbers.get(onto.size());
      String caseName = named.caseName() == null ? leg.cases().get(number) : named.caseName();
      onto.put(number, new PackOrder.NamedDrive(named.drive(), leg.names().get(number), caseName));
    }
    leg.check(onto);
    if (order.dryRun) {
      screen.say("dry run", "nothing was written");
      return ExitCode.DONE;
    }
    leg.pack(source, onto, Common.keyring().identities(), sender, new SecureRandom(), screen);
    return tell(leg, onto);
  }

  /// Which drives of the leg are written now.
  private List<Integer> numbers(TripLeg leg) {
    int wanted = order.drives.size();
    List<Integer> numbers = new ArrayList<>();
    if (order.replace != null) {
      numbers.add(number(leg, order.replace));
    } else if (order.as != null) {
      String[] ends = order.as.split("\\.\\.", 2);
      int last = number(leg, ends[ends.length - 1]);
      for (int i = number(leg, ends[0]); i <= last; i++) {
        numbers.add(i);
      }
    } else {
      for (int i = 0; i < leg.geometry().drives() && numbers.size() < wanted; i++) {
        if (!leg.written().containsKey(i)) {
          numbers.add(i);
        }
      }
    }
    if (numbers.size() != wanted) {
      throw new IllegalArgumentException(
          "%s given, and %s to be written: %s. Nothing was written."
              .formatted(
                  Units.count(wanted, "drive was", "drives were"),
                  numbers.size() == 1 ? "one is" : numbers.size() + " are",
                  numbers.isEmpty()
                      ? "all of the leg are; --replace writes one anew"
                      : String.join(", ", numbers.stream().map(leg.names()::get).toList())));
    }
    return numbers;
  }

  private static int number(TripLeg leg, String name) {
    int number = leg.names().indexOf(name);
    if (number < 0) {
      throw new IllegalArgumentException(
          "The leg has no drive %s; its drives are %s to %s."
              .formatted(name, leg.names().getFirst(), leg.names().getLast()));
    }
    return number;
  }

  private ExitCode tell(TripLeg leg, NavigableMap<Integer, PackOrder.NamedDrive> onto) {
    int waiting = leg.geometry().drives() - leg.written().size();
    screen.say(
        "packed",
        "%s: %s"
            .formatted(
                Units.count(onto.size(), "drive", "drives"),
                String.join(", ", onto.keySet().stream().map(leg.names()::get).toList())));
    screen.say(
        "next",
        waiting > 0
            ? "%s: longhaul pack --trip %s --to DRIVE..."
                .formatted(Units.count(waiting, "drive waits", "drives wait"), trip)
            : "longhaul seal %s       after that nothing can be added".formatted(trip));
    List<String> problems = leg.report().problems();
    for (String problem : problems.subList(0, Math.min(10, problems.size()))) {
      screen.say("left out", problem);
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("trip", leg.trip().name());
    facts.put("generation", leg.trip().generation());
    facts.put("drives", onto.keySet().stream().map(leg.names()::get).toList());
    facts.put("waiting", waiting);
    facts.put("problems", problems);
    screen.event("packed", facts);
    return problems.isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL;
  }
}
