package org.longhaul.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.longhaul.drive.Drive;
import org.longhaul.freight.Finding;
import org.longhaul.freight.Leg;
import org.longhaul.freight.Verifier;
import org.longhaul.sealing.KeyProblem;
import org.longhaul.sealing.LegKeys;

/// Reading drives from end to end and telling whether they are what was sealed: what `verify` and
/// `scrub` have in common.
///
/// @param reading whom to believe, and with which key to read
/// @param withoutKeys whether to leave keys aside even where they are at hand
/// @param verb what was done, for the report: `verified` or `scrubbed`
record Proving(Common.Reading reading, boolean withoutKeys, String verb) {
  ExitCode run(Screen screen, List<Drive> drives) throws IOException {
    Leg leg = Leg.gather(drives);
    LegKeys keys = keys(leg);
    String sender =
        keys == null && reading.from == null
            ? Common.shortened(leg.sender().fingerprint())
            : reading.checkSender(leg);
    Describe.leg(screen, leg, sender);
    long start = System.nanoTime();
    Verifier.Report report = Verifier.verify(leg, keys, screen);
    double seconds = (System.nanoTime() - start) / 1e9;
    return tell(screen, leg, report, seconds);
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

  private ExitCode tell(Screen screen, Leg leg, Verifier.Report report, double seconds) {
    int here = leg.root().geometry().drives() - leg.missing().size();
    screen.say(
        verb,
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
    if (!report.sound()) {
      screen.say("next", "longhaul repair DRIVE... makes good what can be; --dry-run tells first");
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
    screen.event(verb, facts);
    return report.sound() ? ExitCode.DONE : ExitCode.DAMAGE;
  }
}
