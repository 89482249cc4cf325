package org.longhaul.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longhaul.cli.Terminal.Said;

/// Real bad sectors: a drive on a loop device whose image is cut short gives EIO from there on.
class BadSectorTest {
  @TempDir Path folder = Path.of("");
  Terminal terminal = new Terminal(folder);

  @BeforeEach
  void aDriveOnALoopDevice() throws IOException {
    terminal = new Terminal(folder);
    terminal.drives(4);
    Said mounted =
        terminal.shell(
            "truncate -s 64M image && mkfs.ext4 -q -b 4096 -O ^has_journal image && mount -o loop image d2");
    assumeTrue(
        mounted.status() == 0,
        "skipped: this host lets no test mount a loop device, or has no ext4");
    Said packed =
        terminal.script(
            "mkdir data kept && head -c 60000000 /dev/urandom >data/big"
                + " && \"$@\" pack data --to d1 d2 d3 d4 --geometry 3+1 && rmdir d2/lost+found"
                + " && cp -a d? kept && sync");
    assertEquals(0, packed.status(), packed.all());
  }

  @AfterEach
  void unmount() throws IOException {
    terminal.shell("umount d2");
  }

  /// Cuts the image where the last fifth of the segments lies.
  private void damage(String then) throws IOException {
    Said cut =
        terminal.shell(
            """
            block=$(filefrag -v d2/segments-0000.lhs | awk '$1 ~ /^[0-9]+:$/ {gsub(/\\.\\./, " "); p=$5} END {print p+0}')
            test "$block" -gt 0 || exit 1
            device=$(findmnt -n -o SOURCE d2)
            truncate -s $((block * 4096 - 4000000)) image && echo 3 >/proc/sys/vm/drop_caches
            """
                + then);
    assumeTrue(cut.status() == 0, "skipped: the image could not be cut: " + cut.all());
    Said error = terminal.shell("cat d2/segments-0000.lhs >/dev/null");
    assertTrue(error.err().contains("Input/output error"), error.all());
  }

  private Said typed(int status, String script) throws IOException {
    Said said = terminal.script(script);
    assertEquals(status, said.status(), script + "\n" + said.all());
    return said;
  }

  @Test
  void badSectorsCostSegmentsAndAreMadeGood() throws IOException {
    damage("");
    Said scrubbed = typed(5, "\"$@\" scrub d?");
    assertTrue(scrubbed.out().contains("cannot be read"), scrubbed.all());
    typed(0, "mkdir s; \"$@\" repair d? --drive d2 --to s && diff -r s kept/d2");
    // Without d4 the stripes at the bad sectors have lost two, and one can be replaced.
    typed(ExitCode.LOST.number(), "mkdir t; \"$@\" repair d1 d2 d3 --to t");
    // A write over a bad sector of a loop device takes, as it does on a drive with sectors in hand.
    Said repaired = typed(0, "\"$@\" repair d? && diff -r -x lost+found d2 kept/d2");
    assertTrue(repaired.out().contains("on d2"), repaired.all());
    typed(0, "\"$@\" scrub d?");
  }

  @Test
  void aDriveThatTakesNoMoreIsNamedAsFailing() throws IOException {
    damage("losetup -c \"$device\"");
    Said said = typed(ExitCode.DRIVES.number(), "\"$@\" repair d?");
    assertTrue(said.out().contains("It is failing"), said.all());
    assertTrue(said.out().contains("--drive d2 --to SPARE"), said.all());
    typed(0, "mkdir s; \"$@\" repair d? --drive d2 --to s && diff -r s kept/d2");
  }
}
