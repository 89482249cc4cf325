package org.longhaul.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.longhaul.testkit.vectors.Run;
import org.longhaul.testkit.vectors.Vector;
import org.longhaul.testkit.vectors.VectorJson;

/// The vectors as they are published, and how they are tried.
final class PublishedVectors {
  /// Where they are.
  static final Path FOLDER = Path.of("..", "testkit", "vectors").toAbsolutePath().normalize();

  private static final List<String> MAKERS = List.of("valid", "keyless", "public-key", "sender");

  private PublishedVectors() {}

  static List<Vector> in(Path folder) throws IOException {
    List<Vector> vectors = new ArrayList<>();
    for (String maker : MAKERS) {
      try (Stream<Path> files = Files.list(folder.resolve(maker))) {
        for (Path file : files.sorted().toList()) {
          vectors.add(VectorJson.parse(Files.readAllBytes(file)));
        }
      }
    }
    return vectors;
  }

  /// Makes the reader's own folder: whom it trusts, and what it has seen.
  static void configure(Path config, Path folder, Vector vector) throws IOException {
    remove(config);
    Files.createDirectories(config);
    Files.copy(folder.resolve("keys/trusted-senders"), config.resolve("trusted-senders"));
    if (!vector.newestLegs().isEmpty()) {
      Files.writeString(config.resolve("newest-legs"), vector.newestLegs() + "\n");
    }
  }

  /// The words of a command.
  static List<String> command(Path folder, Path drives, Vector vector, Run run, Path target) {
    List<String> words = new ArrayList<>(List.of(run.command()));
    List<String> given = vector.given();
    if (run.command().equals("info")) {
      given = given.subList(0, 1);
    }
    given.forEach(drive -> words.add(drives.resolve(drive).toString()));
    if (run.command().equals("unpack")) {
      words.addAll(List.of("--into", target.toString()));
    } else if (run.command().equals("verify")) {
      words.add("--json");
    }
    if (!run.key().isEmpty()) {
      words.add(run.key().startsWith("passphrase") ? "--passphrase-file" : "--identity");
      words.add(folder.resolve("keys").resolve(run.key()).toString());
    }
    words.addAll(run.options());
    return words;
  }

  static SortedMap<String, String> difference(
      SortedMap<String, String> is, SortedMap<String, String> should) {
    SortedMap<String, String> difference = new TreeMap<>();
    is.forEach((path, line) -> {
      if (!line.equals(should.get(path))) {
        difference.put(path, line);
      }
    });
    should.forEach((path, line) -> {
      if (!is.containsKey(path)) {
        difference.put(path, "is not there");
      }
    });
    return difference;
  }

  static void remove(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Process removing = new ProcessBuilder("rm", "-rf", folder.toString()).start();
      try {
        removing.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Shows every name below a folder, with what tells a change.
  static void walk(Path folder, BiConsumer<String, String> taker) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.naturalOrder()).toList()) {
        BasicFileAttributes is =
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String line = is.isDirectory() ? "folder" : is.size() + " " + is.lastModifiedTime();
        if (is.isRegularFile() && is.size() < 1 << 22) {
          CRC32C sum = new CRC32C();
          sum.update(Files.readAllBytes(path));
          line += " " + sum.getValue();
        }
        taker.accept(folder.relativize(path).toString(), line);
      }
    }
  }
}
