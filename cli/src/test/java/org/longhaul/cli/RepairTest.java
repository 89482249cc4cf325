package org.longhaul.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longhaul.cli.Terminal.Said;

/// Drives are damaged and lost as drives are, and repaired by what a user types. The drives as they
/// were packed are kept beside, so that "repaired" means: not a byte differs.
class RepairTest {
  @TempDir Path folder = Path.of("");
  Terminal terminal = new Terminal(folder);

  @BeforeEach
  void terminal() {
    terminal = new Terminal(folder);
  }

  private void pack(int drives, String geometry, int bytes) throws IOException {
    typed(
        0,
        "mkdir -p data kept; head -c %d /dev/urandom >data/big; seq 9999 >data/s".formatted(bytes));
    typed(
        0,
        "\"$@\" pack data --to %s --geometry %s && cp -a d? kept"
            .formatted(String.join(" ", terminal.drives(drives)), geometry));
  }

  private Said typed(int status, String script) throws IOException {
    Said said = terminal.script(script);
    assertEquals(status, said.status(), script + "\n" + said.all());
    return said;
  }

  @Test
  void everyDriveIsRemadeBitForBitAloneAndWithOthers() throws IOException {
    pack(8, "5+3", 3_000_000);
    for (int lost = 1; lost <= 8; lost++) {
      typed(
          0,
          "mkdir s; \"$@\" repair $(ls -d d? | grep -v d%d) --to s && diff -r s kept/d%d && rm -r s"
              .formatted(lost, lost));
    }
    Said said =
        typed(
            0,
            "mkdir s1 s2 s3; \"$@\" repair d2 d3 d4 d5 d7 --to s1 s2 s3"
                + " && diff -r s1 kept/d1 && diff -r s2 kept/d6 && diff -r s3 kept/d8");
    assertTrue(said.out().contains("bit for bit"), said.all());
    typed(0, "\"$@\" scrub d2 d3 d4 d5 d7 s1 s2 s3");
  }

  @Test
  void damageOfEveryKindIsMadeGoodInPlace() throws IOException {
    pack(8, "5+3", 6_000_000);
    typed(
        0,
        """
        printf X | dd of=d1/segments-0000.lhs bs=1 seek=300000 conv=notrunc status=none
        rm d2/segments-0000.lhs; truncate -s 700000 d3/segments-0000.lhs
        echo x >>d4/catalogue.lhc; echo >d5/root.json; rm d6/label.json
        echo x >>d7/digests.lhd; rm d8/key.age; echo >>d8/README.txt; echo >>d6/segments-0000.lhs
        cp -a d? before 2>/dev/null || { mkdir before; cp -a d? before; }
        """);
    typed(5, "\"$@\" scrub d?");
    Said planned = typed(0, "\"$@\" repair d? --dry-run");
    assertTrue(planned.out().contains("Nothing was written"), planned.all());
    typed(0, "for i in 1 2 3 4 5 6 7 8; do diff -r d$i before/d$i || exit 1; done");
    Said told = typed(0, "\"$@\" repair d? --json");
    assertTrue(told.out().contains("\"event\":\"repaired\""), told.all());
    typed(0, "for i in 1 2 3 4 5 6 7 8; do diff -r d$i kept/d$i || exit 1; done");
    Said sound = typed(0, "\"$@\" repair d?");
    assertTrue(sound.out().contains("nothing was to be repaired"), sound.all());
  }

  @Test
  void whatAForgerChangedIsToldAndMadeGood() throws IOException {
    assumeTrue(
        terminal.shell("command -v python3").status() == 0, "skipped: python3 is not installed");
    pack(3, "2+1", 300_000);
    Said forged =
        terminal.run(List.of("python3", "-c", KeylessProofTest.FORGE, "d2/segments-0000.lhs"));
    assertEquals(0, forged.status(), forged.all());
    Said said = typed(0, "\"$@\" repair d? && diff -r d2 kept/d2");
    assertTrue(said.out().contains("Not an accident"), said.all());
  }

  @Test
  void whatIsLostForGoodIsToldAndAllElseIsMadeGood() throws IOException {
    pack(4, "2+2", 3_000_000);
    typed(
        0,
        """
        for i in 1 2 3; do printf X | dd of=d$i/segments-0000.lhs bs=1 seek=100000 conv=notrunc status=none; done
        printf X | dd of=d3/segments-0000.lhs bs=1 seek=500000 conv=notrunc status=none
        mkdir before; cp -a d? before
        """);
    Said said = typed(ExitCode.LOST.number(), "\"$@\" repair d?");
    assertTrue(said.out().contains("nothing wrong was written"), said.all());
    typed(0, "cmp d1/segments-0000.lhs before/d1/segments-0000.lhs");
    typed(0, "test $(cmp -l d3/segments-0000.lhs kept/d3/segments-0000.lhs | wc -l) = 1");
    typed(ExitCode.LOST.number(), "mkdir s; \"$@\" repair d1 d2 d3 --to s");
    typed(ExitCode.LOST.number(), "mkdir t; \"$@\" repair d1 --to t");
    assertEquals(List.of(), terminal.names("t"));
    Said unfinished = typed(0, "\"$@\" info s");
    assertTrue(unfinished.out().contains("unfinished"), unfinished.all());
    typed(0, "\"$@\" repair kept/d1 kept/d2 d3 --to s && diff -r s kept/d4");
  }

  @Test
  void aSpareThatCannotTakeItIsNotTouched() throws IOException {
    pack(3, "2+1", 3_000_000);
    Said full = typed(7, "mkdir s; echo mine >s/thesis; \"$@\" repair d1 d2 --to s");
    assertTrue(full.err().contains("s is not empty (thesis)"), full.all());
    assertEquals(List.of("thesis"), terminal.names("s"));
    typed(7, "mkdir e; \"$@\" repair d1 d2 --to e e");
    typed(2, "\"$@\" repair d1 d2 --drive d3");
    assumeTrue(
        terminal.shell("mkdir small && mount -t tmpfs -o size=300k none small").status() == 0,
        "skipped in part: this host lets no test mount a file system");
    try {
      Said small = typed(7, "\"$@\" repair d1 d2 --to small");
      assertTrue(small.err().contains("too small"), small.all());
      assertEquals(List.of(), terminal.names("small"));
    } finally {
      terminal.shell("umount small");
    }
  }

  @Test
  void killedAtRandomMomentsItGoesOn() throws Exception {
    pack(4, "3+1", 400_000_000);
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Files.createDirectories(terminal.at("s"));
    int killed = 0;
    for (int i = 0; i < 6; i++) {
      Process process = terminal.start("repair", "d1", "d3", "d4", "--to", "s");
      boolean ended = process.waitFor(500 + random.nextInt(2500), TimeUnit.MILLISECONDS);
      killed += ended ? 0 : 1;
      process.destroyForcibly().waitFor();
    }
    Said said = typed(0, "\"$@\" repair d1 d3 d4 --to s");
    Said same = terminal.shell("diff -r s kept/d2");
    assertEquals(
        0, same.status(), "seed %d, killed %d times: %s".formatted(seed, killed, said.all()));
  }
}
