package org.longhaul.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longhaul.cli.Terminal.Said;

/// Pack, lose, unpack whole, as a user types it, with real files.
class MainJobTest {
  @TempDir Path folder = Path.of("");
  Terminal terminal = new Terminal(folder);

  @BeforeEach
  void aFolderWithAllSortsOfThings() throws IOException {
    terminal = new Terminal(folder);
    Said made =
        terminal.shell(
            """
            mkdir -p data/deep/er data/'empty folder' && cd data
            printf 'x' >"$(printf 'not\\377utf8')"
            printf 'nl' >"$(printf 'new\\nline')"
            printf 'bs' >'back\\slash'
            : >empty
            printf 'same' >deep/a; ln deep/a deep/b; ln deep/a zz-hard
            ln -s nowhere dangling; ln -s /etc/passwd absolute; ln -s loop loop
            touch -h -d '2009-02-13 23:31:30.123456789 UTC' dangling
            truncate -s 50000000 sparse; printf 'in the middle' | dd of=sparse bs=1 seek=20000000 conv=notrunc status=none
            head -c 3000000 /dev/urandom >big; cp big deep/er/double-of-big
            for i in $(seq 300); do seq $i >deep/er/small-$i; done
            printf 'old' >old; touch -d '1966-02-02 02:26:54.987654321 UTC' old
            printf 'p' >private; chmod 600 private; chmod 1777 'empty folder'; chmod 500 deep/er
            """);
    assertEquals(0, made.status(), made.err());
  }

  private Said pack(int drives, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("pack", "data", "--to"));
    words.addAll(terminal.drives(drives));
    words.addAll(Arrays.asList(options));
    return terminal.longhaul(words.toArray(String[]::new));
  }

  @Test
  void allComesBackWhenAsManyDrivesAreLostAsTheGeometryAllows() throws IOException {
    Said packed = pack(8, "--geometry", "6+2");
    assertEquals(0, packed.status(), packed.all());
    terminal.lose("d2");
    terminal.lose("d7");
    Said unpacked =
        terminal.longhaul("unpack", "d8", "d1", "d3", "d6", "d5", "d4", "--into", "copy");
    assertEquals(0, unpacked.status(), unpacked.all());
    assertEquals(terminal.listing("data"), terminal.listing("copy"));
    Said difference = terminal.shell("diff -r --no-dereference data copy");
    assertEquals(0, difference.status(), difference.all());
    Said holes = terminal.shell("test $(du -k copy/sparse | cut -f1) -lt 1000");
    assertEquals(0, holes.status(), "the holes of the sparse file did not come back");
    Said linked = terminal.shell("test copy/deep/a -ef copy/zz-hard");
    assertEquals(0, linked.status(), "hard links did not come back as one file");
  }

  @Test
  void theManifestFeedsSha256sum() throws IOException {
    assertEquals(0, pack(4).status());
    assertEquals(0, terminal.longhaul("unpack", "d1", "d2", "d4", "--into", "copy").status());
    Said written =
        terminal.script(
            "\"$@\" manifest d3 >manifest-sha256.txt && cd copy"
                + " && sha256sum -c --strict --quiet ../manifest-sha256.txt");
    assertEquals(0, written.status(), written.all());
  }

  @Test
  void oneDriveTooFewNamesTheFilesAndGivesAllOthers() throws IOException {
    assertEquals(0, pack(8, "--geometry", "6+2").status());
    for (String drive : List.of("d1", "d4", "d8")) {
      terminal.lose(drive);
    }
    Said unpacked = terminal.longhaul("unpack", "d2", "d3", "d5", "d6", "d7", "--into", "copy");
    assertEquals(ExitCode.LOST.number(), unpacked.status(), unpacked.all());
    assertTrue(unpacked.out().contains("1 drive more than 6+2 can replace"), unpacked.out());
    List<String> lost = Files.readAllLines(terminal.at("copy.lost.txt"));
    assertFalse(lost.isEmpty());
    for (String path : lost) {
      assertFalse(Files.exists(terminal.at("copy").resolve(path)), path + " is half there");
    }
    Said others =
        terminal.shell(
            "cd copy && find . -type f -print0"
                + " | while IFS= read -r -d '' f; do cmp \"$f\" ../data/\"$f\" || exit 1; done");
    assertEquals(0, others.status(), others.all());
    assertEquals(0, terminal.shell("mkdir e1 e2").status());
    Said packedAgain =
        terminal.longhaul("pack", "data", "--files-from", "copy.lost.txt", "--to", "e1", "e2");
    assertEquals(0, packedAgain.status(), packedAgain.all());
    Said rest = terminal.longhaul("unpack", "e1", "e2", "--into", "copy", "--replace");
    assertEquals(0, rest.status(), rest.all());
    Said difference = terminal.shell("diff -r --no-dereference data copy");
    assertEquals(0, difference.status(), difference.all());
  }

  @Test
  void damageIsFoundToldAndRepaired() throws IOException {
    assertEquals(0, pack(4).status());
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    try (RandomAccessFile file =
        new RandomAccessFile(terminal.at("d2").resolve("segments-0000.lhs").toFile(), "rw")) {
      long at = random.nextLong(file.length());
      file.seek(at);
      int before = file.read();
      file.seek(at);
      file.write(before ^ 1 << random.nextInt(8));
    }
    Said verified = terminal.longhaul("verify", "d1", "d2", "d3", "d4", "--without-keys");
    assertEquals(ExitCode.DAMAGE.number(), verified.status(), verified.all() + "seed " + seed);
    assertTrue(verified.out().contains("d2"), verified.out());
    Said unpacked = terminal.longhaul("unpack", "d1", "d2", "d3", "d4", "--into", "copy");
    assertEquals(0, unpacked.status(), unpacked.all() + "seed " + seed);
    Said difference = terminal.shell("diff -r --no-dereference data copy");
    assertEquals(0, difference.status(), difference.all());
  }

  @Test
  void onlyWhatIsWantedIsUnpacked() throws IOException {
    assertEquals(0, pack(4).status());
    Said unpacked =
        terminal.longhaul(
            "unpack",
            "d1",
            "d2",
            "d3",
            "d4",
            "--into",
            "some",
            "--only",
            "deep/er/small-1*",
            "--only",
            "double-*",
            "--only",
            "zz-hard");
    assertEquals(0, unpacked.status(), unpacked.all());
    try (Stream<Path> files = Files.walk(terminal.at("some"))) {
      assertEquals(113, files.filter(Files::isRegularFile).count());
    }
    Said same =
        terminal.shell("cmp some/deep/er/double-of-big data/big && cmp some/zz-hard data/deep/a");
    assertEquals(0, same.status(), same.all());
  }

  @Test
  void aPassphraseOpensWhatItSealed() throws IOException {
    Files.writeString(terminal.at("phrase"), "correct horse battery staple\n");
    Files.writeString(terminal.at("wrong"), "incorrect horse\n");
    assertEquals(0, pack(2, "--passphrase-file", "phrase").status());
    Said refused =
        terminal.longhaul("unpack", "d1", "d2", "--into", "no", "--passphrase-file", "wrong");
    assertEquals(ExitCode.REFUSED.number(), refused.status(), refused.all());
    assertFalse(Files.exists(terminal.at("no")));
    Said opened =
        terminal.longhaul("unpack", "d1", "d2", "--into", "yes", "--passphrase-file", "phrase");
    assertEquals(0, opened.status(), opened.all());
  }

  @Test
  void anInterruptedPackSaysThatItsDrivesAreUnfinished() throws Exception {
    assertEquals(0, terminal.shell("head -c 400000000 /dev/urandom >data/more").status());
    List<String> words = new ArrayList<>(List.of("pack", "data", "--to"));
    words.addAll(terminal.drives(3));
    Process process = terminal.start(words.toArray(String[]::new));
    Path segments = terminal.at("d1").resolve("segments-0000.lhs");
    for (int i = 0; i < 600 && !Files.exists(segments); i++) {
      Thread.sleep(50);
    }
    process.destroy();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    Said info = terminal.longhaul("info", "d1");
    assertTrue(info.out().contains("unfinished"), info.all());
    Said unpacked = terminal.longhaul("unpack", "d1", "d2", "d3", "--into", "copy");
    assertEquals(ExitCode.DRIVES.number(), unpacked.status(), unpacked.all());
  }
}
