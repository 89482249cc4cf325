package org.longhaul.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.longhaul.freight.Finding;
import org.longhaul.freight.Leg;
import org.longhaul.freight.UnpackOrder;
import org.longhaul.freight.UnpackReport;
import org.longhaul.freight.Unpacker;
import org.longhaul.sealing.LegKeys;
import org.longhaul.shipment.Glob;
import org.longhaul.shipment.TreePath;
import org.longhaul.tree.AttributePolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `longhaul unpack`.
@Command(
    name = "unpack",
    mixinStandardHelpOptions = true,
    description = "Brings back what was packed, from the drives that are here.",
    footer = {
      "",
      "Examples:",
      "  longhaul unpack /mnt/d1 /mnt/d3 /mnt/d4 --into DATA.copy",
      "  longhaul unpack /mnt/d* --into DATA.copy -i identity.txt --from SHA256:...",
      "  longhaul unpack /mnt/d* --into labels --only '*.csv'"
    })
final class UnpackCommand implements Callable<Integer> {
  @Mixin Common common = new Common();
  @Mixin Common.Reading reading = new Common.Reading();

  @Parameters(
      arity = "1..*",
      paramLabel = "DRIVE",
      description = "The drives that are here, in any order.")
  List<Path> drives = new ArrayList<>();

  @Option(
      names = "--into",
      required = true,
      paramLabel = "DIR",
      description = "A folder that is empty, or not there yet.")
  Path into = Path.of("");

  @Option(
      names = "--only",
      paramLabel = "GLOB",
      description = "Only what matches. May be given more than once.")
  List<String> only = new ArrayList<>();

  @Option(
      names = "--replace",
      description =
          "Unpack into a folder that has something in it, and replace what has the same name.")
  boolean replace;

  @Option(
      names = "--keep-set-id",
      description = "Keep set-user-id and set-group-id bits, and attributes that give privileges.")
  boolean keepSetId;

  @Override
  public Integer call() throws IOException {
    try (Screen screen = new Screen(common.json)) {
      Leg leg = Leg.gather(Common.drives(drives));
      String sender = reading.checkSender(leg);
      LegKeys keys = leg.keys(reading.identities());
      Describe.leg(screen, leg, sender);
      for (Finding finding : leg.findings()) {
        screen.say("finding", finding.sentence());
      }
      AttributePolicy usual = AttributePolicy.usual();
      Path target = into.toAbsolutePath().normalize();
      UnpackOrder order =
          new UnpackOrder(
              target,
              wanted(),
              new AttributePolicy(usual.owners(), keepSetId, usual.xattrs()),
              replace,
              target.resolveSibling(target.getFileName() + ".lost.txt"));
      long start = System.nanoTime();
      UnpackReport report = Unpacker.unpack(leg, keys, order, screen);
      return tell(screen, leg, report, (System.nanoTime() - start) / 1e9).number();
    }
  }

  private Predicate<TreePath> wanted() {
    List<Glob> globs = only.stream().map(Glob::of).toList();
    return path -> globs.isEmpty() || globs.stream().anyMatch(glob -> glob.matches(path));
  }

  private static ExitCode tell(Screen screen, Leg leg, UnpackReport report, double seconds) {
    screen.say(
        "unpacked",
        "%s, %s, all proven, in %s (%s)"
            .formatted(
                Units.count(report.files(), "file", "files"),
                Units.bytes(report.bytes()),
                Units.time(Duration.ofMillis((long) (seconds * 1000))),
                Units.rate(report.bytes() / Math.max(seconds, 0.001))));
    if (report.repairedSegments() > 0) {
      screen.say(
          "repaired",
          "%s, from the drives that are here"
              .formatted(Units.count(report.repairedSegments(), "segment", "segments")));
    }
    Describe.damage(screen, leg, report.damage());
    if (report.notSet().owners() > 0) {
      screen.say(
          "not set",
          "owners of %s: only a superuser can"
              .formatted(Units.count(report.notSet().owners(), "name", "names")));
    }
    if (report.notSet().xattrs() > 0) {
      screen.say(
          "not set",
          Units.count(report.notSet().xattrs(), "extended attribute", "extended attributes"));
    }
    if (report.notSet().setIdBits() > 0) {
      screen.say(
          "not set",
          "set-id bits of %s; --keep-set-id keeps them"
              .formatted(Units.count(report.notSet().setIdBits(), "file", "files")));
    }
    if (report.leftOut() > 0) {
      screen.say(
          "left out",
          "%s when the leg was packed; longhaul ls shows them"
              .formatted(Units.count(report.leftOut(), "name", "names")));
    }
    for (String refusal : report.firstRefused()) {
      screen.say("not made", refusal);
    }
    if (report.lostFiles() > 0) {
      tellLost(screen, leg, report);
    }
    screen.event("unpacked", facts(leg, report));
    return report.lostFiles() > 0
        ? ExitCode.LOST
        : report.refusedFiles() > 0 ? ExitCode.PARTIAL : ExitCode.DONE;
  }

  private static void tellLost(Screen screen, Leg leg, UnpackReport report) {
    int gone = leg.missing().size();
    int parity = leg.root().geometry().parity();
    if (gone > parity) {
      screen.say(
          "lost",
          "%s more than %s can replace: %s (%d gone, %d can be replaced)"
              .formatted(
                  Units.count(gone - parity, "drive", "drives"),
                  leg.root().geometry(),
                  Describe.drives(leg, leg.missing()),
                  gone,
                  parity));
    } else {
      screen.say("lost", "damage on more drives than can be replaced at the same place");
    }
    screen.say(
        "",
        "%s (%s) cannot be made whole: %s. All others (%s) are there and proven."
            .formatted(
                Units.count(report.lostFiles(), "file", "files"),
                Units.bytes(report.lostBytes()),
                report.lostList(),
                Units.count(report.files())));
    screen.say("", "This is safe to go on with: nothing wrong was written. Exit code 4.");
    screen.say(
        "next",
        "find %s, or pack those files again: longhaul pack DATA --files-from %s"
            .formatted(
                gone > parity
                    ? "any %d of the %d drives".formatted(gone - parity, gone)
                    : "a drive that is not here",
                report.lostList()));
  }

  private static Map<String, Object> facts(Leg leg, UnpackReport report) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("leg", leg.root().leg().toString());
    facts.put("files", report.files());
    facts.put("bytes", report.bytes());
    facts.put("lostFiles", report.lostFiles());
    facts.put("lostBytes", report.lostBytes());
    facts.put("lostList", String.valueOf(report.lostList()));
    facts.put("refusedFiles", report.refusedFiles());
    facts.put("firstRefused", report.firstRefused());
    facts.put("leftOut", report.leftOut());
    facts.put("repairedSegments", report.repairedSegments());
    facts.put("ownersNotSet", report.notSet().owners());
    facts.put("xattrsNotSet", report.notSet().xattrs());
    facts.put("setIdBitsDropped", report.notSet().setIdBits());
    facts.put("findings", leg.findings().stream().map(Finding::sentence).toList());
    return facts;
  }
}
