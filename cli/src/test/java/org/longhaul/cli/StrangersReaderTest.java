package org.longhaul.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longhaul.cli.Terminal.Said;

/// FORMAT.md is enough: a reader that was written from it alone, in another language, reads a leg.
class StrangersReaderTest {
  private static final Path SCRIPT =
      Path.of("..", "testkit", "reader", "test.sh").toAbsolutePath().normalize();

  @TempDir Path folder = Path.of("");

  @Test
  void aReaderThatKnowsOnlyTheFormatReadsALegWithDrivesLost() throws IOException {
    Terminal terminal = new Terminal(folder);
    String command =
        terminal.command().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    Path longhaul =
        Files.writeString(folder.resolve("longhaul"), "#!/bin/sh\nexec " + command + " \"$@\"\n");
    Said said = terminal.run(List.of("env", "LONGHAUL=sh " + longhaul, "bash", SCRIPT.toString()));
    assumeTrue(said.status() != 77, said.out());
    assertEquals(0, said.status(), said.all());
  }
}
