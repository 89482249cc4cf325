package org.longhaul.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longhaul.cli.Terminal.Said;
import org.longhaul.testkit.vectors.Expansion;
import org.longhaul.testkit.vectors.Listing;
import org.longhaul.testkit.vectors.Run;
import org.longhaul.testkit.vectors.Vector;
import org.longhaul.testkit.vectors.VectorPress;

/// Every published vector ends as published, in little memory and time, with nothing changed
/// outside of the target.
class VectorsTest {
  private static final int LEAST_HOSTILE = 150;

  @TempDir Path folder = Path.of("");

  /// The press gives the published files, all of them and no others.
  @Test
  void thePublishedFilesAreThoseThatThePressMakes() throws IOException {
    SortedMap<String, byte[]> made = VectorPress.files();
    SortedMap<String, byte[]> published = new TreeMap<>();
    try (Stream<Path> files = Files.walk(PublishedVectors.FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name = PublishedVectors.FOLDER.relativize(file);
        if (name.getNameCount() > 1) {
          published.put(name.toString(), Files.readAllBytes(file));
        }
      }
    }
    assertEquals(made.keySet(), published.keySet(), "Run testkit/vectors.sh");
    for (Map.Entry<String, byte[]> file : made.entrySet()) {
      assertArrayEquals(
          file.getValue(),
          published.get(file.getKey()),
          () -> file.getKey() + " is not as made: run testkit/vectors.sh");
    }
  }

  @Test
  void everyVectorEndsAsPublished() throws IOException {
    List<Vector> vectors = PublishedVectors.in(PublishedVectors.FOLDER);
    long hostile = vectors.stream().filter(vector -> !vector.maker().equals("valid")).count();
    assertTrue(hostile >= LEAST_HOSTILE, hostile + " hostile vectors");
    Terminal terminal = new Terminal(folder);
    List<String> command = new ArrayList<>(terminal.command());
    command.removeLast();
    command.add(1, "-Xmx384m");
    command.add(VectorRunner.class.getName());
    command.add(PublishedVectors.FOLDER.toString());
    command.add(Files.createDirectory(folder.resolve("work")).toString());
    Said said = terminal.run(command);
    System.out.println(said.out().lines().reduce((first, last) -> last).orElse(""));
    assertEquals(0, said.status(), said.all());
  }

  /// A few of them once more, each in a process of its own.
  @Test
  void aFewEndSoInProcessesOfTheirOwn() throws IOException {
    List<String> few =
        List.of(
            "valid/trip",
            "keyless/segment-bit-fitted",
            "public-key/leg",
            "sender/below-a-link",
            "sender/region-stored-far",
            "sender/catalogue-frame-bomb-entries");
    Terminal terminal = new Terminal(folder);
    for (Vector vector : PublishedVectors.in(PublishedVectors.FOLDER)) {
      if (!few.contains(vector.name())) {
        continue;
      }
      Path drives = folder.resolve(vector.name());
      new Expansion(PublishedVectors.FOLDER).expand(vector, drives);
      PublishedVectors.configure(folder.resolve("config"), PublishedVectors.FOLDER, vector);
      Run run = vector.runs().getFirst();
      Path target = folder.resolve("target-" + few.indexOf(vector.name()));
      List<String> words =
          PublishedVectors.command(PublishedVectors.FOLDER, drives, vector, run, target);
      Said said = terminal.longhaul(words.toArray(String[]::new));
      assertEquals(run.status(), said.status(), vector.name() + said.all());
      SortedMap<String, String> given = Files.exists(target) ? Listing.of(target) : new TreeMap<>();
      if (!run.gives().containsKey(".")) {
        given.remove(".");
      }
      assertEquals(run.gives(), given, vector.name() + said.all());
    }
  }
}
