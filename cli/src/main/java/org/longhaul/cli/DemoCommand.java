package org.longhaul.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.Catalogue;
import org.longhaul.demo.CasePicture;
import org.longhaul.demo.TrainingSet;
import org.longhaul.drive.Drive;
import org.longhaul.drive.FolderDrive;
import org.longhaul.export.Rows;
import org.longhaul.export.Sha256Sums;
import org.longhaul.freight.Leg;
import org.longhaul.freight.PackOrder;
import org.longhaul.freight.PackReport;
import org.longhaul.freight.Packer;
import org.longhaul.freight.Progress;
import org.longhaul.freight.UnpackOrder;
import org.longhaul.freight.UnpackReport;
import org.longhaul.freight.Unpacker;
import org.longhaul.sealing.Identity;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.SigningKey;
import org.longhaul.shipment.Geometry;
import org.longhaul.tree.AttributePolicy;
import org.longhaul.tree.SourceTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `longhaul demo`: the whole trip in small.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Plays the trip in small: makes a training set, packs it on 60 folders in 4 cases, loses a",
      "whole case and five more drives, unpacks, and proves that all came back."
    },
    footer = {"", "Examples:", "  longhaul demo", "  longhaul demo --keep /tmp/longhaul-demo"})
final class DemoCommand implements Callable<Integer> {
  private static final Geometry GEOMETRY = new Geometry(40, 20);
  private static final int DRIVES_IN_CASE = 15;
  private static final String CASES = "ABCD";
  private static final char LOST_CASE = 'C';
  private static final List<Integer> OTHER_LOST = List.of(2, 7, 20, 47, 58);
  private static final int IMAGES = 240;
  private static final long SEED = 20260312;

  @Mixin Common common = new Common();

  @Option(
      names = "--keep",
      paramLabel = "FOLDER",
      description = "Leave data, drives and copy in this new folder, to look at.")
  @Nullable Path keep;

  @Override
  public Integer call() throws IOException {
    Path kept = keep;
    Path folder =
        kept == null
            ? Files.createTempDirectory("longhaul-demo")
            : Files.createDirectory(kept.toAbsolutePath());
    try (Screen screen = new Screen(common.json)) {
      return play(screen, folder).number();
    } finally {
      if (kept == null) {
        remove(folder);
      }
    }
  }

  private ExitCode play(Screen screen, Path folder) throws IOException {
    SecureRandom random = new SecureRandom();
    Path data = folder.resolve("data");
    long start = System.nanoTime();
    TrainingSet.make(data, SEED, IMAGES);
    screen.say(
        "data", "spreadsheets, images and video clips, made just now (%s)".formatted(since(start)));
    List<PackOrder.NamedDrive> drives = drives(folder);
    Identity identity = Identity.fresh(random);
    SigningKey sender = SigningKey.fresh(random);
    start = System.nanoTime();
    PackReport packed;
    try (SourceTree source = SourceTree.at(data);
        Packer packer =
            Packer.survey(
                new PackOrder(
                    source,
                    (path, kind) -> true,
                    GEOMETRY,
                    drives,
                    List.of(identity.recipient()),
                    sender,
                    null,
                    true,
                    folder,
                    Clock.systemUTC(),
                    random),
                screen)) {
      packed = packer.pack();
    }
    screen.say(
        "packed",
        "%s, %s, on 60 drives in 4 cases, 40+20, sealed and signed (%s)"
            .formatted(
                Units.count(packed.files(), "file", "files"),
                Units.bytes(packed.fileBytes()),
                since(start)));
    picture(screen, drives);
    List<Drive> left = new ArrayList<>();
    for (int i = 0; i < drives.size(); i++) {
      if (isLost(i)) {
        remove(Path.of(drives.get(i).drive().name()));
      } else {
        left.add(drives.get(i).drive());
      }
    }
    start = System.nanoTime();
    Path copy = folder.resolve("copy");
    Leg leg = Leg.gather(left);
    leg.requireSender(List.of(sender.verifyingKey().fingerprint()));
    LegKeys keys = leg.keys(List.of(identity));
    UnpackReport report =
        Unpacker.unpack(
            leg,
            keys,
            new UnpackOrder(
                copy, path -> true, AttributePolicy.usual(), false, folder.resolve("lost.txt")),
            screen);
    screen.say(
        "unpacked",
        "%s; %s remade from the others (%s)"
            .formatted(
                Units.count(report.files(), "file", "files"),
                Units.count(report.repairedSegments(), "segment", "segments"),
                since(start)));
    boolean proven = proof(screen, leg, keys, folder, copy);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("files", packed.files());
    facts.put("fileBytes", packed.fileBytes());
    facts.put("lostDrives", IntStream.range(0, drives.size()).filter(DemoCommand::isLost).count());
    facts.put("lostFiles", report.lostFiles());
    facts.put("proven", proven);
    screen.event("demo", facts);
    boolean whole = proven && report.lostFiles() == 0 && report.refusedFiles() == 0;
    screen.say("next", "longhaul pack DATA --to DRIVE DRIVE DRIVE --survive 1");
    screen.say("", "longhaul pack --help, README.md, and FORMAT.md for what lies on the drives");
    return whole ? ExitCode.DONE : ExitCode.ERROR;
  }

  private static List<PackOrder.NamedDrive> drives(Path folder) throws IOException {
    List<PackOrder.NamedDrive> drives = new ArrayList<>();
    for (int i = 0; i < GEOMETRY.drives(); i++) {
      String name = "d%02d".formatted(i + 1);
      String caseName = String.valueOf(CASES.charAt(i / DRIVES_IN_CASE));
      Path drive =
          Files.createDirectories(folder.resolve("drives").resolve(caseName).resolve(name));
      drives.add(new PackOrder.NamedDrive(new FolderDrive(drive), name, caseName));
    }
    return drives;
  }

  private static boolean isLost(int drive) {
    return CASES.charAt(drive / DRIVES_IN_CASE) == LOST_CASE || OTHER_LOST.contains(drive);
  }

  private static void picture(Screen screen, List<PackOrder.NamedDrive> drives) {
    List<CasePicture.Case> cases = new ArrayList<>();
    for (int i = 0; i < CASES.length(); i++) {
      List<Boolean> lost = new ArrayList<>();
      for (int drive = i * DRIVES_IN_CASE; drive < (i + 1) * DRIVES_IN_CASE; drive++) {
        lost.add(isLost(drive));
      }
      long count = lost.stream().filter(each -> each).count();
      String remark =
          count == DRIVES_IN_CASE
              ? "lost on the way"
              : count == 0 ? "" : Units.count(count, "drive", "drives") + " lost";
      cases.add(new CasePicture.Case(String.valueOf(CASES.charAt(i)), lost, remark));
    }
    boolean unicode = Charset.defaultCharset().equals(StandardCharsets.UTF_8);
    screen.say(
        "lost", "case C, and %d more drives: 20 of %d".formatted(OTHER_LOST.size(), drives.size()));
    CasePicture.draw(cases, unicode).forEach(screen::say);
  }

  private static boolean proof(Screen screen, Leg leg, LegKeys keys, Path folder, Path copy)
      throws IOException {
    Path manifest = folder.resolve("manifest-sha256.txt");
    try (Catalogue catalogue = leg.catalogue(keys);
        OutputStream out = Files.newOutputStream(manifest)) {
      Sha256Sums.write(new Rows(catalogue, leg.root(), Progress.SILENT), out);
    }
    long lines = Files.readAllLines(manifest).size();
    Process check =
        new ProcessBuilder("sha256sum", "-c", "--quiet", "--strict", manifest.toString())
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (check.waitFor() == 0) {
        screen.say(
            "proven",
            "sha256sum -c: all %s came back as they were"
                .formatted(Units.count(lines, "file", "files")));
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    screen.say("NOT WHOLE", said);
    return false;
  }

  private static String since(long startNanos) {
    return Units.time(Duration.ofNanos(System.nanoTime() - startNanos));
  }

  private static void remove(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
