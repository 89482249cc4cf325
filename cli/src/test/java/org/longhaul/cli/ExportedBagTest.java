package org.longhaul.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longhaul.cli.OddTree.Also;
import org.longhaul.cli.Terminal.Said;

/// A restored tree with BagIt files is a bag to the Library of Congress's own implementation, to
/// the one in Python where it is installed, and to `sha256sum`.
class ExportedBagTest {
  @TempDir Path folder = Path.of("");

  private Said bag(Terminal terminal) throws IOException {
    Said written = terminal.longhaul("manifest", "d2", "--bagit", "--out", "bag");
    OddTree.unpack(terminal, "bag/data");
    return written;
  }

  private static Said validated(Terminal terminal) throws IOException {
    List<String> words = new ArrayList<>(terminal.command());
    words.set(words.size() - 1, LibraryOfCongress.class.getName());
    words.add("bag");
    return terminal.run(words);
  }

  @Test
  void aRestoredTreeIsAValidBag() throws IOException {
    Terminal terminal = new Terminal(folder);
    OddTree.pack(terminal, Also.CONTROL);
    Said written = bag(terminal);
    assertEquals(0, written.status(), written.all());
    assertTrue(written.out().contains("1 empty folder"), written.out());
    Said valid = validated(terminal);
    assertEquals(0, valid.status(), valid.all());
    assertEquals(
        List.of(
            "bag-info.txt", "bagit.txt", "data", "manifest-sha256.txt", "tagmanifest-sha256.txt"),
        terminal.names("bag"));
    Said tags = terminal.shell("cd bag && sha256sum -c --strict --quiet tagmanifest-sha256.txt");
    assertEquals(0, tags.status(), tags.all());
    Said again = terminal.longhaul("manifest", "d2", "--bagit", "--out", "bag");
    assertEquals(ExitCode.DRIVES.number(), again.status(), again.all());
    Files.writeString(terminal.at("bag/data/old"), "new");
    assertEquals(1, validated(terminal).status());
  }

  @Test
  void theBagIsValidForPython() throws IOException {
    Terminal terminal = new Terminal(folder);
    assumeTrue(
        terminal.shell("python3 -c 'import bagit'").status() == 0, "Python's bagit is not here");
    OddTree.pack(terminal);
    assertEquals(0, bag(terminal).status());
    Said valid = terminal.shell("python3 -c 'import bagit; bagit.Bag(\"bag\").validate()' 2>&1");
    assertEquals(0, valid.status(), valid.all());
  }

  @Test
  void whatABagCannotHoldIsNamed() throws IOException {
    Terminal terminal = new Terminal(folder);
    OddTree.pack(terminal, Also.LINKS, Also.NOT_TEXT);
    Said written = bag(terminal);
    assertEquals(ExitCode.PARTIAL.number(), written.status(), written.all());
    assertTrue(written.out().contains("2 symbolic links"), written.out());
    assertTrue(written.out().contains("not\\xffutf8"), written.out());
    assertEquals(1, validated(terminal).status());
    Said removed = terminal.shell("find bag/data -type l -delete && rm bag/data/not*utf8");
    assertEquals(0, removed.status(), removed.all());
    Said valid = validated(terminal);
    assertEquals(0, valid.status(), valid.all());
  }

  /// RFC 8493, section 2.1.3. No other implementation here decodes `%25`.
  @Test
  void namesAreWrittenAsTheStandardHasIt() throws IOException {
    Terminal terminal = new Terminal(folder);
    OddTree.pack(terminal, Also.AWKWARD);
    Said written = terminal.longhaul("manifest", "d1", "--bagit", "--out", "bag");
    assertEquals(0, written.status(), written.all());
    assertTrue(
        written.out().contains("3 names with % or \\ in them, or a space at the end"),
        written.out());
    List<String> names =
        Files.readAllLines(terminal.at("bag/manifest-sha256.txt")).stream()
            .map(line -> line.substring(66))
            .toList();
    assertTrue(
        names.containsAll(
            List.of(
                "data/100%25 done",
                "data/back\\slash",
                "data/new%0Aline",
                "data/carriage%0Dreturn",
                "data/ leading",
                "data/trailing ",
                "data/ünïcödé 数据")),
        names.toString());
  }
}
