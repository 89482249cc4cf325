package org.longhaul.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longhaul.cli.Terminal.Said;
import org.longhaul.testkit.vectors.Vector;

/// The published files are enough to try a reader that shares no code with Longhaul: it reads the
/// vectors without fault, and none of the others.
class StrangersVectorsTest {
  private static final int STEP = 12;

  @TempDir Path folder = Path.of("");

  @Test
  void aReaderThatKnowsOnlyTheFormatIsTriedWithThem() throws IOException {
    Terminal terminal = new Terminal(folder);
    Said tools = terminal.shell("command -v python3 age openssl zstd");
    assumeTrue(tools.status() == 0, "skipped: python3, age, openssl or zstd is missing");
    Path vectors = PublishedVectors.FOLDER;
    List<String> command =
        new ArrayList<>(
            List.of(
                "python3",
                "-B",
                vectors.resolve("try.py").toString(),
                vectors.resolve("../reader/longhaul_reader.py").normalize().toString()));
    int hostile = 0;
    for (Vector vector : PublishedVectors.in(vectors)) {
      boolean valid = vector.maker().equals("valid");
      if (valid || isForAnyReader(vector) && hostile++ % STEP == 0) {
        command.add(vectors.resolve(vector.name() + ".json").toString());
      }
    }
    Said said = terminal.run(command);
    System.out.println(said.out());
    assertEquals(0, said.status(), said.all());
  }

  /// Faults in what a reader can do without, such as the heads of regions, it need not find.
  private static boolean isForAnyReader(Vector vector) {
    return !vector.name().startsWith("sender/region-") && !vector.name().startsWith("sender/root-");
  }
}
