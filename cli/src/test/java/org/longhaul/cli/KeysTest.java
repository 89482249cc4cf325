package org.longhaul.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longhaul.cli.Terminal.Said;

/// Keys as people have them: of SSH, on paper, given and taken away after sealing.
class KeysTest {
  @TempDir Path folder = Path.of("");

  private Terminal lab = new Terminal(folder);

  @BeforeEach
  void someData() throws IOException {
    lab = new Terminal(folder);
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/table.csv"), "a,b\n1,2\n".repeat(500));
    lab.drives(3);
  }

  /// Types a command as somebody with keys of their own.
  private Said as(String whom, String command) throws IOException {
    return lab.script("export LONGHAUL_CONFIG=%s/%s; %s".formatted(folder, whom, command));
  }

  private static String field(Said said, String name) {
    return said.out()
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElseThrow(() -> new AssertionError(said.all()));
  }

  @Test
  void aRecipientIsAddedAndRemovedWithoutWritingTheDataAnew() throws IOException {
    String site = field(as("site", "\"$@\" key new"), "recipient");
    assertEquals(0, as("lab", "\"$@\" pack data --to d1 d2 d3 --geometry 2+1").status());
    String from = field(as("lab", "\"$@\" key show"), "signs as");
    String before = lab.shell("sha256sum d?/segments-* d?/root.json").out();
    String unpack = "\"$@\" unpack d1 d3 --into %s --from " + from;

    Said refused = as("site", unpack.formatted("no"));
    assertEquals(6, refused.status(), refused.all());

    Said added = as("lab", "\"$@\" key add d1 d2 d3 -r " + site);
    assertEquals(0, added.status(), added.all());
    Said opened = as("site", unpack.formatted("copy"));
    assertEquals(0, opened.status(), opened.all());
    assertEquals(0, lab.shell("diff -r data copy").status());

    Said stranger = as("site", "\"$@\" key add d1 d2 d3 --from " + from + " -r " + site);
    assertEquals(6, stranger.status(), stranger.all());

    assertEquals(0, as("lab", "\"$@\" key remove d1 d2 d3 -r " + site).status());
    assertEquals(6, as("site", unpack.formatted("again")).status());
    assertEquals(before, lab.shell("sha256sum d?/segments-* d?/root.json").out());
    Said verified = as("courier", "\"$@\" verify d1 d2 d3 --from " + from);
    assertEquals(0, verified.status(), verified.all());

    Said last =
        as(
            "lab",
            "\"$@\" key remove d1 d2 d3 -r " + field(as("lab", "\"$@\" key show"), "recipient"));
    assertEquals(6, last.status());
    assertTrue(last.err().contains("one recipient must stay"), last.all());
  }

  @Test
  void anSshKeyOpensALegAndTheAgeToolOpensItsWrappedKey() throws IOException {
    assumeTrue(
        lab.shell("command -v ssh-keygen && command -v age").status() == 0,
        "skipped: ssh-keygen or age is not installed");
    lab.shell("ssh-keygen -q -t ed25519 -N '' -f ssh; ssh-keygen -q -t rsa -N '' -f rsa");
    Said packed = as("lab", "\"$@\" pack data --to d1 d2 d3 -r \"$(cat ssh.pub)\"");
    assertEquals(0, packed.status(), packed.all());
    Said unpacked = as("lab", "\"$@\" unpack d1 d2 d3 --into copy -i ssh");
    assertEquals(0, unpacked.status(), unpacked.all());
    assertEquals(0, lab.shell("diff -r data copy").status());
    Said age = lab.shell("age -d -i ssh d1/key.age | wc -c");
    assertTrue(Integer.parseInt(age.out().strip()) > 32, age.all());

    Said rsa = as("lab", "\"$@\" pack data --to d1 d2 d3 -r \"$(cat rsa.pub)\"");
    assertEquals(6, rsa.status());
    assertTrue(rsa.err().contains("ssh-keygen -t ed25519"), rsa.all());
    lab.shell("cp ssh locked; ssh-keygen -q -p -N secret -f locked");
    Said locked = as("lab", "\"$@\" unpack d1 d2 d3 --into other -i locked");
    assertEquals(6, locked.status());
    assertTrue(locked.err().contains("passphrase"), locked.all());
  }

  @Test
  void aKeyComesBackFromPaper() throws IOException {
    assertEquals(0, as("lab", "\"$@\" pack data --to d1 d2 d3").status());
    String from = field(as("lab", "\"$@\" key show"), "signs as");
    assertEquals(0, as("lab", "\"$@\" key paper safe.html").status());
    assertEquals("600", lab.shell("stat -c %a safe.html").out().strip());
    String page = Files.readString(folder.resolve("safe.html"));
    assertTrue(page.contains("<svg"), page);
    String lines = page.substring(page.indexOf("<pre>") + 5, page.indexOf("</pre>"));

    String mistyped = lines.replaceFirst("(?m)^2: (.)", "2: 8");
    Files.writeString(folder.resolve("mistyped.txt"), mistyped);
    Said refused = as("other", "\"$@\" key restore mistyped.txt");
    assertEquals(6, refused.status(), refused.all());
    assertTrue(refused.err().contains("Line 2"), refused.all());

    Files.writeString(folder.resolve("typed.txt"), lines.toLowerCase(java.util.Locale.ROOT));
    assertEquals(0, as("other", "\"$@\" key restore typed.txt").status());
    Said unpacked = as("other", "\"$@\" unpack d1 d2 d3 --into copy --from " + from);
    assertEquals(0, unpacked.status(), unpacked.all());
    assertEquals(0, lab.shell("diff -r data copy").status());
  }

  @Test
  void bothSignaturesMustHoldWhereThereAreTwo() throws IOException {
    assertEquals(0, as("lab", "\"$@\" key new").status());
    String first = field(as("lab", "\"$@\" key show"), "signs as");
    assertEquals(0, as("lab", "\"$@\" key new --ml-dsa").status());
    String both = field(as("lab", "\"$@\" key show"), "signs as");
    assertFalse(first.equals(both));
    assertEquals(0, as("lab", "\"$@\" pack data --to d1 d2 d3").status());
    assertEquals(0, as("courier", "\"$@\" verify d1 d2 d3 --from " + both).status());

    String strip =
        """
        import json, sys
        for drive in sys.argv[1:]:
            name = drive + "/root.json"
            envelope = json.load(open(name))
            del envelope["signatures"][1]
            json.dump(envelope, open(name, "w"))
        """;
    assumeTrue(lab.shell("command -v python3").status() == 0, "skipped: python3 is not installed");
    Said stripped = lab.run(List.of("python3", "-c", strip, "d1", "d2", "d3"));
    assertEquals(0, stripped.status(), stripped.all());
    assertEquals(6, as("courier", "\"$@\" verify d1 d2 d3 --from " + both).status());
    assertEquals(6, as("lab", "\"$@\" unpack d1 d2 d3 --into copy").status());
  }

  @Test
  void anOlderLegOfATripIsRefused() throws IOException {
    lab.shell("mkdir e1 e2 e3");
    for (String drives : List.of("d1 d2 d3", "e1 e2 e3")) {
      assertEquals(0, as("lab", "\"$@\" pack data --trip july --to " + drives).status());
      assertEquals(0, as("lab", "\"$@\" seal july").status());
    }
    assertEquals(0, as("lab", "\"$@\" unpack e1 e2 e3 --into new").status());
    Said older = as("lab", "\"$@\" unpack d1 d2 d3 --into old");
    assertEquals(6, older.status(), older.all());
    assertTrue(older.err().contains("generation 2 was seen here"), older.all());
    assertFalse(Files.exists(folder.resolve("old/table.csv")));
    assertEquals(0, as("lab", "\"$@\" unpack d1 d2 d3 --into old --older").status());
  }
}
