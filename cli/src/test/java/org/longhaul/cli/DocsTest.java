package org.longhaul.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longhaul.cli.Terminal.Said;
import picocli.CommandLine;

/// What the documents show is what the program does.
class DocsTest {
  private static final Path README = Path.of("..", "README.md");

  @TempDir Path folder = Path.of("");

  /// The lines of README under "Two verbs", as a newcomer types them.
  @Test
  void theTwoVerbsOfTheReadmeWork() throws IOException {
    String readme = Files.readString(README);
    String section =
        readme.substring(
            readme.indexOf("## Two verbs"), readme.indexOf("Nothing has to be set up"));
    List<String> lines =
        section.lines().filter(line -> line.startsWith("    ")).map(String::strip).toList();
    assertFalse(lines.isEmpty());
    Terminal terminal = new Terminal(folder);
    Files.copy(README, folder.resolve("README.md"));
    String script = "set -e\n" + String.join("\n", lines).replace("./longhaul", "\"$@\"");
    Said said = terminal.script(script);
    assertEquals(0, said.status(), said.all());
    Said same = terminal.shell("diff -r DATA DATA.copy");
    assertEquals(0, same.status(), same.all());
  }

  @Test
  void everyCommandThatADocumentNamesExists() throws IOException {
    CommandLine line = Longhaul.commandLine();
    for (String document : List.of("README.md", "SECURITY.md", "CONTRIBUTING.md", "FORMAT.md")) {
      Matcher named =
          Pattern.compile("longhaul ([a-z][a-z-]+)")
              .matcher(Files.readString(README.resolveSibling(document)));
      while (named.find()) {
        assertTrue(
            line.getSubcommands().containsKey(named.group(1)),
            document + " names a command that is not there: " + named.group());
      }
    }
  }

  @Test
  void everyExitStatusIsInTheReadme() throws IOException {
    String readme = Files.readString(README);
    for (ExitCode code : ExitCode.values()) {
      assertTrue(readme.contains("| " + code.number() + " | "), code + " is not in README.md");
    }
  }

  @Test
  void everyCommandHasHelpWithAnExample() throws IOException {
    Terminal terminal = new Terminal(folder);
    for (String command :
        List.of(
            "pack",
            "unpack",
            "verify",
            "scrub",
            "repair",
            "ls",
            "info",
            "manifest",
            "key",
            "demo")) {
      Said said = terminal.longhaul(command, "--help");
      assertEquals(0, said.status());
      assertTrue(said.out().contains("longhaul " + command), command);
      assertTrue(said.out().contains("Example"), command);
    }
  }
}
