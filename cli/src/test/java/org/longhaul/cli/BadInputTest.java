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

/// Each thing that a user may get wrong has a sentence and an exit status, and nothing is lost.
class BadInputTest {
  @TempDir Path folder = Path.of("");
  Terminal terminal = new Terminal(folder);

  @BeforeEach
  void someDataAndDrives() throws IOException {
    terminal = new Terminal(folder);
    Files.createDirectories(terminal.at("data"));
    Files.writeString(terminal.at("data").resolve("a.txt"), "some text\n".repeat(1000));
    terminal.drives(3);
  }

  private void assertRefused(ExitCode code, String words, Said said) {
    assertEquals(code.number(), said.status(), said.all());
    assertTrue(said.err().contains(words), said.all());
    assertFalse(said.err().contains("Exception"), said.err());
  }

  @Test
  void aDriveThatIsNotEmptyIsNotTouched() throws IOException {
    Files.writeString(terminal.at("d2").resolve("thesis.txt"), "years of work");
    Said said = terminal.longhaul("pack", "data", "--to", "d1", "d2", "d3");
    assertRefused(ExitCode.DRIVES, "d2 is not empty (thesis.txt)", said);
    assertEquals("years of work", Files.readString(terminal.at("d2").resolve("thesis.txt")));
    assertEquals(List.of(), terminal.names("d1"));
  }

  @Test
  void aDriveOfAnotherLegIsNotOverwritten() throws IOException {
    assertEquals(0, terminal.longhaul("pack", "data", "--to", "d1", "d2").status());
    Said said = terminal.longhaul("pack", "data", "--to", "d2", "d3");
    assertRefused(ExitCode.DRIVES, "d2 holds a drive of another leg", said);
  }

  @Test
  void theSameFolderTwiceIsOneDrive() throws IOException {
    Said said = terminal.longhaul("pack", "data", "--to", "d1", "d2", "./d1");
    assertRefused(ExitCode.DRIVES, "given twice", said);
  }

  @Test
  void theGeometryNeedsAsManyDrives() throws IOException {
    Said said = terminal.longhaul("pack", "data", "--to", "d1", "d2", "d3", "--geometry", "6+2");
    assertRefused(ExitCode.USAGE, "6+2 needs 8 drives; 3 were given", said);
  }

  @Test
  void aFolderThatIsNoDriveIsNamed() throws IOException {
    Said said = terminal.longhaul("unpack", "data", "--into", "copy");
    assertRefused(ExitCode.DRIVES, "data is not a drive of a leg", said);
    Said missing = terminal.longhaul("info", "nowhere");
    assertRefused(ExitCode.ERROR, "no such folder", missing);
  }

  @Test
  void aForeignDriveAmongTheRightOnesIsLeftOutAndNamed() throws IOException {
    assertEquals(0, terminal.longhaul("pack", "data", "--to", "d1", "d2", "d3").status());
    assertEquals(0, terminal.shell("mkdir e1 e2").status());
    assertEquals(0, terminal.longhaul("pack", "data", "--to", "e1", "e2").status());
    Said said = terminal.longhaul("unpack", "d1", "e1", "d3", "d1", "--into", "copy");
    assertEquals(0, said.status(), said.all());
    assertTrue(said.out().contains("e1 is of another leg"), said.out());
    assertTrue(said.out().contains("which d1 is too"), said.out());
  }

  @Test
  void aWrongIdentityOpensNothing() throws IOException {
    assertEquals(0, terminal.longhaul("pack", "data", "--to", "d1", "d2").status());
    assertEquals(
        0,
        terminal
            .shell("mv config mine && mkdir -m 700 config && cp mine/signing.pem config/")
            .status());
    Said none = terminal.longhaul("unpack", "d1", "d2", "--into", "copy");
    assertRefused(ExitCode.REFUSED, "You have no identity on this host", none);
    assertEquals(0, terminal.longhaul("key", "new").status());
    Said wrong = terminal.longhaul("unpack", "d1", "d2", "--into", "copy");
    assertRefused(ExitCode.REFUSED, "None of the 1 identities at hand opens this leg", wrong);
    Said right =
        terminal.longhaul("unpack", "d1", "d2", "--into", "copy", "-i", "mine/identity.txt");
    assertEquals(0, right.status(), right.all());
  }

  @Test
  void anUnknownSenderIsRefusedByFingerprint() throws IOException {
    assertEquals(0, terminal.longhaul("pack", "data", "--to", "d1", "d2").status());
    assertEquals(0, terminal.shell("cp -a config mine && rm config/signing.pem").status());
    Said said = terminal.longhaul("unpack", "d1", "d2", "--into", "copy");
    assertRefused(ExitCode.REFUSED, "--from SHA256:", said);
    assertFalse(Files.exists(terminal.at("copy")));
    String fingerprint = said.err().replaceAll("(?s).*--from (SHA256:[0-9a-f]{64}).*", "$1");
    Said told = terminal.longhaul("unpack", "d1", "d2", "--into", "copy", "--from", fingerprint);
    assertEquals(0, told.status(), told.all());
    assertEquals(0, terminal.longhaul("key", "trust", "lab", fingerprint).status());
    Said trusted = terminal.longhaul("unpack", "d1", "d2", "--into", "copy2", "--from", "lab");
    assertEquals(0, trusted.status(), trusted.all());
  }

  @Test
  void aTargetWithFilesIsNeverOverwrittenUnlessTold() throws IOException {
    assertEquals(0, terminal.longhaul("pack", "data", "--to", "d1", "d2").status());
    Files.createDirectories(terminal.at("copy"));
    Files.writeString(terminal.at("copy").resolve("a.txt"), "mine");
    Said said = terminal.longhaul("unpack", "d1", "d2", "--into", "copy");
    assertRefused(ExitCode.DRIVES, "copy is not empty", said);
    assertEquals("mine", Files.readString(terminal.at("copy").resolve("a.txt")));
    Said told = terminal.longhaul("unpack", "d1", "d2", "--into", "copy", "--replace");
    assertEquals(0, told.status(), told.all());
    assertTrue(Files.readString(terminal.at("copy").resolve("a.txt")).startsWith("some text"));
  }

  @Test
  void mixedKindsOfRecipientsAreRefused() throws IOException {
    String classical = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
    assertEquals(0, terminal.longhaul("key", "new").status());
    Said keys = terminal.longhaul("key", "show");
    String quantum = keys.out().replaceAll("(?s)^recipient +(\\S+).*", "$1");
    Said said =
        terminal.longhaul("pack", "data", "--to", "d1", "d2", "-r", classical, "-r", quantum);
    assertRefused(ExitCode.REFUSED, "are not mixed", said);
  }

  @Test
  void filesThatCannotBeReadAreReportedAndTheRestIsPacked() throws IOException {
    assumeTrue(
        "root".equals(System.getProperty("user.name")),
        "skipped: needs root, to give up the right to read everything");
    Said said =
        terminal.script(
            """
            printf secret >data/secret && mkdir data/closed && touch data/closed/x
            chmod 000 data/secret data/closed && chown 65534 data/secret data/closed
            setpriv --bounding-set=-dac_override,-dac_read_search "$@" pack data --to d1 d2
            """);
    assertEquals(ExitCode.PARTIAL.number(), said.status(), said.all());
    assertTrue(said.out().contains("data/secret: no permission"), said.all());
    assertTrue(said.out().contains("data/closed: no permission"), said.all());
  }

  @Test
  void aDriveThatTakesNoFilesIsNamedBeforeAnythingIsWritten() throws IOException {
    mountTmpfs("d3", "60m");
    try {
      assertEquals(0, terminal.shell("mount -o remount,ro d3").status());
      Said said = terminal.longhaul("pack", "data", "--to", "d1", "d2", "d3");
      assertRefused(ExitCode.DRIVES, "Nothing can be written on d3", said);
      assertEquals(List.of(), terminal.names("d1"));
    } finally {
      assertEquals(0, terminal.shell("umount d3").status());
    }
  }

  @Test
  void drivesThatLieInTheDataAreRefused() throws IOException {
    Said said = terminal.longhaul("pack", ".", "--to", "d1", "d2");
    assertRefused(ExitCode.USAGE, "d1 lies in .", said);
  }

  @Test
  void anEmptyFolderAFileAndSeveralFoldersArePackedToo() throws IOException {
    assertEquals(
        0,
        terminal
            .shell("mkdir nothing one two e1 e2 f1 f2 && echo 1 >one/x && echo 2 >two/x")
            .status());
    Said empty = terminal.longhaul("pack", "nothing", "--to", "d1", "d2", "d3", "--survive", "2");
    assertEquals(0, empty.status(), empty.all());
    assertEquals(0, terminal.longhaul("unpack", "d3", "--into", "empty").status());
    assertEquals(List.of(), terminal.names("empty"));
    assertEquals(0, terminal.longhaul("pack", "data/a.txt", "--to", "e1", "e2").status());
    assertEquals(0, terminal.longhaul("unpack", "e2", "--into", "file").status());
    assertEquals(List.of("a.txt"), terminal.names("file"));
    assertEquals(0, terminal.longhaul("pack", "one", "two", "--to", "f1", "f2").status());
    assertEquals(0, terminal.longhaul("unpack", "f1", "--into", "both").status());
    assertEquals(0, terminal.shell("diff -r one both/one && diff -r two both/two").status());
    Said clash = terminal.longhaul("pack", "one/x", "two/x", "--to", "g1", "g2");
    assertRefused(ExitCode.ERROR, "Two of the sources are called x", clash);
  }

  @Test
  void whatIsNotThereIsNamedInASentence() throws IOException {
    assertEquals(0, terminal.longhaul("pack", "data", "--to", "d1", "d2").status());
    Said identity = terminal.longhaul("unpack", "d1", "--into", "x", "-i", "no-such-file");
    assertRefused(ExitCode.ERROR, "There is no file no-such-file.", identity);
    Said target = terminal.longhaul("unpack", "d1", "--into", "no/such/folder");
    assertRefused(ExitCode.ERROR, "there is no folder", target);
    Said source = terminal.longhaul("pack", "no-data", "--to", "d3");
    assertRefused(ExitCode.USAGE, "There is no no-data to pack", source);
  }

  @Test
  void aDryRunWritesNothing() throws IOException {
    Said said = terminal.longhaul("pack", "data", "--to", "d1", "d2", "--dry-run", "--json");
    assertEquals(0, said.status(), said.all());
    assertTrue(said.out().contains("\"event\":\"planned\""), said.out());
    assertEquals(List.of(), terminal.names("d1"));
  }

  @Test
  void drivesThatAreTooSmallAreRefusedBeforeTheFirstByte() throws IOException {
    mountTmpfs("d3", "300k");
    try {
      assertEquals(0, terminal.shell("head -c 3000000 /dev/urandom >data/big").status());
      Said said = terminal.longhaul("pack", "data", "--to", "d1", "d2", "d3");
      assertRefused(ExitCode.DRIVES, "d3 has", said);
      assertTrue(said.err().contains("would fit"), said.err());
      assertEquals(List.of(), terminal.names("d1"));
    } finally {
      assertEquals(0, terminal.shell("umount d3").status());
    }
  }

  @Test
  void aDriveThatFillsUpWhileItIsWrittenStopsThePackWithItsName() throws Exception {
    mountTmpfs("d3", "60m");
    try {
      assertEquals(0, terminal.shell("head -c 100000000 /dev/urandom >data/big").status());
      Process process = terminal.start("pack", "data", "--to", "d1", "d2", "d3");
      Path label = terminal.at("d3").resolve("label.json");
      for (int i = 0; i < 600 && !Files.exists(label); i++) {
        Thread.sleep(10);
      }
      Said filled = terminal.shell("head -c 60000000 /dev/zero >d3/intruder");
      assertTrue(filled.status() == 0 || filled.status() == 1);
      assertEquals(ExitCode.DRIVES.number(), process.waitFor());
      assertTrue(terminal.longhaul("info", "d1").out().contains("unfinished"));
    } finally {
      assertEquals(0, terminal.shell("umount d3").status());
    }
  }

  private void mountTmpfs(String drive, String size) throws IOException {
    Said mounted = terminal.shell("mount -t tmpfs -o size=%s none %s".formatted(size, drive));
    assumeTrue(mounted.status() == 0, "skipped: this host lets no test mount a file system");
  }
}
