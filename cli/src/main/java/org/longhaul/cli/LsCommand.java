package org.longhaul.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.longhaul.catalogue.Catalogue;
import org.longhaul.catalogue.Entry;
import org.longhaul.freight.Leg;
import org.longhaul.shipment.Glob;
import org.longhaul.shipment.TreePath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `longhaul ls`.
@Command(
    name = "ls",
    mixinStandardHelpOptions = true,
    description = "Lists what a leg holds, from any one of its drives.",
    footer = {
      "",
      "Examples:",
      "  longhaul ls /mnt/d1",
      "  longhaul ls /mnt/d1 'images/*.png'",
      "  longhaul ls /mnt/d1 --json"
    })
final class LsCommand implements Callable<Integer> {
  @Mixin Common common = new Common();
  @Mixin Common.Reading reading = new Common.Reading();

  @Parameters(
      arity = "1..*",
      paramLabel = "DRIVE... [GLOB]",
      description = "One drive or more; after them patterns of what to list.")
  List<String> drivesAndGlobs = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    List<Path> drives = new ArrayList<>();
    List<Glob> globs = new ArrayList<>();
    for (String word : drivesAndGlobs) {
      if (java.nio.file.Files.isDirectory(Path.of(word)) && globs.isEmpty()) {
        drives.add(Path.of(word));
      } else if (drives.isEmpty()) {
        throw new IllegalArgumentException(
            "%s is not a folder, so it is no drive.".formatted(word));
      } else {
        globs.add(Glob.of(word));
      }
    }
    try (Screen screen = new Screen(common.json)) {
      Leg leg = Leg.gather(Common.drives(drives));
      String _ = reading.checkSender(leg);
      try (Catalogue catalogue = leg.catalogue(leg.keys(reading.identities()))) {
        Catalogue.Cursor cursor = catalogue.from(0);
        while (cursor.hasNext()) {
          screen.checkStopped();
          Entry entry = cursor.next();
          if (globs.isEmpty() || globs.stream().anyMatch(glob -> glob.matches(entry.path()))) {
            show(screen, entry);
          }
        }
      }
    }
    return ExitCode.DONE.number();
  }

  private static void show(Screen screen, Entry entry) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("path", name(entry.path()));
    switch (entry) {
      case Entry.Folder folder -> {
        facts.put("kind", "folder");
        attributes(facts, folder.attributes());
        screen.say(line('d', folder.attributes(), 0, name(folder.path()) + "/"));
      }
      case Entry.File file -> {
        facts.put("kind", "file");
        attributes(facts, file.attributes());
        facts.put("sizeBytes", file.sizeBytes());
        facts.put("sha256", HexFormat.of().formatHex(file.sha256()));
        if (file.place() != null) {
          facts.put("drive", file.place().region());
        }
        if (file.original() != null) {
          facts.put("sameAs", file.original().path().display());
        }
        screen.say(line('-', file.attributes(), file.sizeBytes(), name(file.path())));
      }
      case Entry.Link link -> {
        facts.put("kind", "link");
        attributes(facts, link.attributes());
        String target = Words.escaped(link.target());
        facts.put("target", target);
        screen.say(line('l', link.attributes(), 0, name(link.path()) + " -> " + target));
      }
      case Entry.HardLink link -> {
        facts.put("kind", "hard link");
        facts.put("to", link.original().path().display());
        screen.say(
            "h          another name of %s: %s"
                .formatted(link.original().path().display(), name(link.path())));
      }
      case Entry.LeftOut left -> {
        facts.put("kind", "left out");
        facts.put("reason", left.reason().words());
        screen.say("!          %s: %s".formatted(left.reason().words(), name(left.path())));
      }
    }
    screen.event("entry", facts);
  }

  private static String name(TreePath path) {
    return path.isTop() ? "." : path.display();
  }

  private static void attributes(Map<String, Object> facts, Entry.Attributes attributes) {
    facts.put("mode", Integer.toOctalString(attributes.mode()));
    facts.put("uid", attributes.uid());
    facts.put("gid", attributes.gid());
    facts.put("modified", modified(attributes).plusNanos(attributes.mtimeNanos()).toString());
  }

  /// Times that no calendar has are shown as the first or last that one has.
  private static Instant modified(Entry.Attributes attributes) {
    long least = Instant.MIN.getEpochSecond();
    long most = Instant.MAX.getEpochSecond();
    return Instant.ofEpochSecond(Math.clamp(attributes.mtimeSeconds(), least, most));
  }

  private static String line(char kind, Entry.Attributes attributes, long size, String name) {
    Instant modified = modified(attributes);
    return "%c%s %10s  %s  %s"
        .formatted(
            kind,
            Words.mode(attributes.mode()),
            kind == '-' ? Units.bytes(size) : "",
            modified.toString().substring(0, 16).replace('T', ' '),
            name);
  }
}
