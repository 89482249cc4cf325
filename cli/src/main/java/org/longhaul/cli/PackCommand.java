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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.longhaul.freight.PackOrder;
import org.longhaul.freight.PackReport;
import org.longhaul.freight.Packer;
import org.longhaul.sealing.Keyring;
import org.longhaul.sealing.Recipient;
import org.longhaul.sealing.SigningKey;
import org.longhaul.shipment.Geometry;
import org.longhaul.tree.SourceTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `longhaul pack`.
@Command(
    name = "pack",
    mixinStandardHelpOptions = true,
    description = "Packs files and folders on drives, so that some of the drives may be lost.",
    footer = {
      "",
      "Examples:",
      "  longhaul pack DATA --to /mnt/d1 /mnt/d2 /mnt/d3 /mnt/d4 --survive 1",
      "  longhaul pack DATA --to /mnt/d01 /mnt/d02 /mnt/d03 /mnt/d04 --survive case \\",
      "      --case A=/mnt/d01,/mnt/d02 --case B=/mnt/d03..04",
      "  longhaul pack DATA --to /mnt/d* --geometry 6+2 -r age1pq1... --exclude '*.tmp'",
      "  longhaul pack DATA --trip july --geometry 40+20 --to /mnt/d01 /mnt/d02 /mnt/d03",
      "  longhaul pack --trip july --replace d07 --to /mnt/new"
    })
final class PackCommand implements Callable<Integer> {
  @Mixin Common common = new Common();

  @Parameters(
      arity = "0..*",
      paramLabel = "DATA",
      description =
          "What to pack. The content of one folder, or several files and folders side by side.")
  List<Path> data = new ArrayList<>();

  @Option(
      names = "--to",
      arity = "1..*",
      required = true,
      paramLabel = "DRIVE",
      description = "The drives: mounted file systems, or folders that stand in for them.")
  List<Path> drives = new ArrayList<>();

  @Option(
      names = "--survive",
      paramLabel = "N|case",
      description =
          "How many drives may be lost, whichever they are; or 'case': any one case. Default: any one"
              + " case where cases are named, else one drive in eight, at least one.")
  @Nullable String survive;

  @Option(
      names = "--geometry",
      paramLabel = "K+M",
      description = "How many data and parity drives, for example 40+20.")
  @Nullable String geometry;

  @Option(
      names = "--case",
      paramLabel = "NAME=DRIVE,DRIVE...",
      description = "Which drives travel in one case. /mnt/d01..15 stands for fifteen drives.")
  List<String> cases = new ArrayList<>();

  @Option(
      names = {"-r", "--recipient"},
      paramLabel = "RECIPIENT",
      description =
          "Who can unpack: a public key (age1pq1..., age1... or 'ssh-ed25519 ...'). May be given more"
              + " than once."
              + " Default: yourself (longhaul key show).")
  List<String> recipients = new ArrayList<>();

  @Option(
      names = {"-R", "--recipients-file"},
      paramLabel = "FILE",
      description = "A file of recipients, one a line; lines that begin with # are passed over.")
  List<Path> recipientFiles = new ArrayList<>();

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "Seal with the passphrase in the file's first line instead of for recipients.")
  @Nullable Path passphraseFile;

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description = "Leave out what matches. May be given more than once.")
  List<String> exclude = new ArrayList<>();

  @Option(
      names = "--files-from",
      paramLabel = "FILE",
      description =
          "Take only the paths that the file lists, one a line, relative to DATA (default: the"
              + " current folder), written as in lost.txt.")
  @Nullable Path filesFrom;

  @Option(
      names = "--trip",
      paramLabel = "DIR",
      description = {
        "The folder of the trip that this leg is part of; it is made if there is none. Drives can then be"
            + " packed some at a time, on this host or others; longhaul seal ends the leg."
      })
  @Nullable Path trip;

  @Option(
      names = "--replace",
      paramLabel = "NAME",
      description = "With --trip: write this drive of the leg anew, on the one drive after --to.")
  @Nullable String replace;

  @Option(
      names = "--as",
      paramLabel = "FROM..TO",
      description = {
        "With --trip: which drives of the leg these are, such as d16..d30. Default: the first that are"
            + " not written yet. Needed when another host packs others at the same time."
      })
  @Nullable String as;

  @Option(
      names = "--no-digests",
      description =
          "Do not list the digest of every segment. Packing is faster, but without keys drives can"
              + " then be checked for accidents only, not proven (longhaul verify --from).")
  boolean noDigests;

  @Option(names = "--dry-run", description = "Survey and reckon, but write nothing.")
  boolean dryRun;

  @Override
  public Integer call() throws IOException {
    if (data.isEmpty() && filesFrom == null && trip == null) {
      throw new IllegalArgumentException("Say what to pack: longhaul pack DATA --to DRIVE...");
    }
    for (Path path : data) {
      if (!Files.exists(path)) {
        throw new IllegalArgumentException(
            "There is no %s to pack. Nothing was written.".formatted(path));
      }
    }
    refuseDrivesInData();
    Path folder = trip;
    if (folder != null) {
      try (Screen screen = new Screen(common.json)) {
        return new PackWave(this, screen, folder).pack().number();
      }
    }
    try (Screen screen = new Screen(common.json);
        SourceTree source = SourceTree.of(data.isEmpty() ? List.of(Path.of("")) : data)) {
      return pack(screen, source).number();
    }
  }

  /// A leg that is packed from its own drives would never end.
  private void refuseDrivesInData() throws IOException {
    for (Path drive : drives) {
      for (Path path : data) {
        if (Files.isDirectory(drive) && drive.toRealPath().startsWith(path.toRealPath())) {
          throw new IllegalArgumentException(
              "%s lies in %s, which is to be packed. Nothing was written; take drives that are not part of the data."
                  .formatted(drive, path));
        }
      }
    }
  }

  private ExitCode pack(Screen screen, SourceTree source) throws IOException {
    CasePlan plan = CasePlan.of(drives, cases);
    Geometry chosen = plan.geometry(geometry, survive);
    Keyring keyring = Common.keyring();
    boolean firstKeys = keyring.identities().isEmpty();
    List<Recipient> sealedFor = recipients(keyring);
    SigningKey sender = keyring.signingKey();
    PackOrder order =
        new PackOrder(
            source,
            SourceFilter.of(exclude, filesFrom),
            chosen,
            plan.namedDrives(),
            sealedFor,
            sender,
            null,
            !noDigests,
            Path.of(System.getProperty("java.io.tmpdir")),
            Clock.systemUTC(),
            new SecureRandom());
    try (Packer packer = Packer.survey(order, screen)) {
      PackReport planned = packer.plan();
      sayPlan(screen, plan, planned);
      sayKeys(screen, keyring, sealedFor, sender, firstKeys);
      if (dryRun) {
        packer.checkRoom();
        screen.say("dry run", "nothing was written");
        screen.event("planned", facts(planned));
        return planned.problems().isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL;
      }
      long start = System.nanoTime();
      PackReport packed = packer.pack();
      sayPacked(screen, packed, (System.nanoTime() - start) / 1e9);
      return packed.problems().isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL;
    }
  }

  List<Recipient> recipients(Keyring keyring) throws IOException {
    List<Recipient> all = new ArrayList<>();
    for (String recipient : recipients) {
      all.add(Recipient.parse(recipient));
    }
    for (Path file : recipientFiles) {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          all.add(Recipient.parse(line));
        }
      }
    }
    if (passphraseFile != null) {
      all.add(Passphrases.read(passphraseFile));
    }
    if (all.isEmpty()) {
      all.add(keyring.identity().recipient());
    }
    return all;
  }

  static void sayPlan(Screen screen, CasePlan plan, PackReport planned) {
    String doubles =
        planned.doubleBytes() == 0
            ? ""
            : ", " + Units.bytes(planned.doubleBytes()) + " of it double";
    screen.say(
        "survey",
        "%s, %s%s  (%s)"
            .formatted(
                Units.count(planned.files(), "file", "files"),
                Units.bytes(planned.fileBytes()),
                doubles,
                Units.time(screen.elapsed())));
    screen.say(
        "geometry",
        "%s: %s. At most %s a drive"
            .formatted(
                planned.geometry(),
                plan.promise(planned.geometry()),
                Units.bytes(planned.driveBytes())));
  }

  static void sayKeys(
      Screen screen, Keyring keyring, List<Recipient> sealedFor, SigningKey sender, boolean first) {
    List<String> names = sealedFor.stream().map(Recipient::display).toList();
    screen.say(
        "keys",
        "for %s; signed by %s"
            .formatted(
                String.join(", ", names), Common.shortened(sender.verifyingKey().fingerprint())));
    if (first && keyring.identityFile().toFile().exists()) {
      screen.say(
          "",
          "Your secret key was made just now: %s. Without it nothing can be unpacked: keep a copy"
              .formatted(keyring.identityFile()));
    }
  }

  private static void sayPacked(Screen screen, PackReport packed, double seconds) {
    screen.say(
        "packed",
        "%s on %s in %s (%s)"
            .formatted(
                Units.bytes(packed.fileBytes()),
                Units.count(packed.geometry().drives(), "drive", "drives"),
                Units.time(java.time.Duration.ofMillis((long) (seconds * 1000))),
                Units.rate(packed.fileBytes() / seconds)));
    for (String problem : packed.problems().stream().limit(10).toList()) {
      screen.say("problem", problem);
    }
    if (packed.problems().size() > 10) {
      screen.say("", "and %s more".formatted(Units.count(packed.problems().size() - 10L)));
    }
    long special = packed.leftOut() - packed.problems().size();
    if (special > 0) {
      screen.say(
          "left out",
          "%s: sockets, pipes or devices, or names that could not be read; longhaul ls shows them"
              .formatted(Units.count(special, "name", "names")));
    }
    screen.say("next", "longhaul verify DRIVE...     reads everything back");
    screen.event("packed", facts(packed));
  }

  private static Map<String, Object> facts(PackReport report) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("leg", report.leg().toString());
    facts.put("geometry", report.geometry().toString());
    facts.put("entries", report.entries());
    facts.put("files", report.files());
    facts.put("fileBytes", report.fileBytes());
    facts.put("doubleFiles", report.doubleFiles());
    facts.put("doubleBytes", report.doubleBytes());
    facts.put("segmentBytes", report.segmentBytes());
    facts.put("driveBytes", report.driveBytes());
    facts.put("leftOut", report.leftOut());
    facts.put("problems", report.problems());
    return facts;
  }
}
