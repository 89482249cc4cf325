package org.longhaul.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.longhaul.freight.Finding;
import org.longhaul.freight.Leg;
import org.longhaul.freight.Verifier;
import org.longhaul.sealing.KeyProblem;
import org.longhaul.sealing.LegKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `longhaul verify`.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Reads drives from end to end and says whether they are what was written.",
      "With keys also whether they are what the sender sealed: an accident and a change made on"
          + " purpose are told apart."
    },
    footer = {
      "",
      "Examples:",
      "  longhaul verify /mnt/d1 /mnt/d2",
      "  longhaul verify /mnt/d* -i identity.txt",
      "  longhaul verify /mnt/d* --without-keys"
    })
final class VerifyCommand implements Callable<Integer> {
  @Mixin Common common = new Common();
  @Mixin Common.Reading reading = new Common.Reading();

  @Parameters(arity = "1..*", paramLabel = "DRIVE", description = "The drives to read.")
  List<Path> drives = new ArrayList<>();

  @Option(
      names = "--without-keys",
      description = "Check checksums and signatures only, even where your keys are at hand.")
  boolean withoutKeys;

  @Override
  public Integer call() throws IOException {
    try (Screen screen = new Screen(common.json)) {
      Leg leg = Leg.gather(Common.drives(drives));
      LegKeys keys = keys(leg);
      String sender =
          keys == null && reading.from == null
              ? Common.shortened(leg.sender().fingerprint())
              : reading.checkSender(leg);
      Describe.leg(screen, leg, sender);
      long start = System.nanoTime();
      Verifier.Report report = Verifier.verify(leg, keys, screen);
      double seconds = (System.nanoTime() - start) / 1e9;
      return tell(screen, leg, report, seconds).number();
    }
  }

  private @Nullable LegKeys keys(Leg leg) throws IOException {
    boolean named = !reading.identityFiles.isEmpty() || reading.passphraseFile != null;
    if (withoutKeys) {
      return null;
    }
    try {
      return leg.keys(reading.identities());
    } catch (KeyProblem e) {
      if (named) {
        throw e;
      }
      return null;
    }
  }

  private static String by(Verifier.Proof proof) {
    return switch (proof) {
      case SEALS -> "by seals, with your key";
      case DIGESTS -> "by the digests that the sender signed, without keys";
      case CHECKSUMS -> "by checksums only, which find accidents: no keys, and no signed digests";
    };
  }

  private static ExitCode tell(Screen screen, Leg leg, Verifier.Report report, double seconds) {
    int here = leg.root().geometry().drives() - leg.missing().size();
    screen.say(
        "verified",
        "%s, %s, in %s (%s), %s"
            .formatted(
                Units.count(here, "drive", "drives"),
                Units.bytes(report.bytes()),
                Units.time(Duration.ofMillis((long) (seconds * 1000))),
                Units.rate(report.bytes() / Math.max(seconds, 0.001)),
                by(report.proof())));
    for (Finding finding : report.findings()) {
      screen.say("finding", finding.sentence());
    }
    if (report.sound()) {
      screen.say("sound", "every drive here is as it was sealed");
    }
    int parity = leg.root().geometry().parity();
    if (report.stripesAtRisk() > 0 && report.sound()) {
      screen.say(
          "not here",
          "%s, without which not every file can be made whole"
              .formatted(Units.count(leg.missing().size(), "drive", "drives")));
    } else if (report.stripesAtRisk() > 0) {
      screen.say(
          "lost",
          "%s cannot be repaired from the drives that are here. Longhaul unpack tells which files."
              .formatted(Units.count(report.stripesAtRisk(), "stripe", "stripes")));
    } else if (report.worstLosses() > 0) {
      screen.say(
          "whole",
          "everything can be repaired from what is here; %s more may be lost"
              .formatted(Units.count(parity - (long) report.worstLosses(), "drive", "drives")));
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("leg", leg.root().leg().toString());
    facts.put("drives", here);
    facts.put("bytes", report.bytes());
    facts.put("proof", report.proof().name());
    facts.put("sound", report.sound());
    facts.put("stripesAtRisk", report.stripesAtRisk());
    facts.put("worstLosses", report.worstLosses());
    facts.put(
        "findings",
        report.findings().stream()
            .map(finding ->
                Map.of(
                    "drive", finding.drive(),
                    "kind", finding.kind().name(),
                    "sentence", finding.sentence()))
            .toList());
    screen.event("verified", facts);
    return report.sound() ? ExitCode.DONE : ExitCode.DAMAGE;
  }
}
