package org.longhaul.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longhaul.cli.Terminal.Said;

/// With docks for a few drives, a leg is packed some drives at a time, on one host or on several.
class WavesTest {
  private static final int FILES = 25;

  private final long seed = new Random().nextLong();

  @TempDir Path folder = Path.of("");

  private Terminal terminal = new Terminal(folder);

  @BeforeEach
  void someData() throws IOException {
    terminal = new Terminal(folder);
    terminal.drives(6);
    Random random = new Random(seed);
    Path data = Files.createDirectories(folder.resolve("data/deep"));
    for (int i = 0; i < FILES; i++) {
      byte[] content = new byte[random.nextInt(200_000)];
      random.nextBytes(content);
      Files.write(data.resolve("f" + i), content);
    }
    byte[] large = new byte[2_000_000];
    random.nextBytes(large);
    Files.write(data.resolve("large"), large);
    Files.write(data.resolve("double"), large);
    terminal.shell(
        "seq 50000 > data/table.csv; ln -s table.csv data/link; ln data/deep/f1 data/f1");
  }

  private Said typed(String command) throws IOException {
    return terminal.script("\"$@\" " + command);
  }

  private void done(String command) throws IOException {
    Said said = typed(command);
    assertEquals(0, said.status(), command + ", seed " + seed + "\n" + said.all());
  }

  private void comesBackWithout(String lost, String rest) throws IOException {
    terminal.shell("rm -rf " + lost);
    done("unpack " + rest + " --into copy");
    Said same = terminal.shell("diff -r --no-dereference data copy");
    assertEquals(0, same.status(), same.all() + ", seed " + seed);
  }

  @Test
  void drivesThatArePackedInWavesFitTogether() throws IOException {
    done("pack data --trip july --geometry 4+2 --to d1 d2");
    Said early = typed("seal july");
    assertEquals(7, early.status(), early.all());
    assertTrue(early.err().contains("d3, d4, d5, d6"), early.all());
    done("pack --trip july --as d5..d6 --to d5 d6");
    Said status = typed("status july");
    assertTrue(status.out().contains("d3, d4"), status.all());
    done("pack --trip july --to d3 d4");
    done("seal july");
    done("verify d1 d2 d3 d4 d5 d6");
    comesBackWithout("d2 d3", "d1 d4 d5 d6");
  }

  @Test
  void aDriveThatDiedAtHomeIsWrittenAgain() throws IOException {
    done("pack data --trip july --geometry 4+2 --to d1 d2 d3 d4 d5 d6");
    terminal.shell("rm -rf d3; mkdir new");
    done("pack --trip july --replace d3 --to new");
    done("seal july");
    done("verify d1 d2 new d4 d5 d6");
    comesBackWithout("d1 d2", "new d4 d5 d6");
  }

  /// Each host has a copy of the folder as it was after the survey, and of the keys.
  @Test
  void twoHostsWriteDrivesThatFitTogether() throws IOException {
    done("pack data --trip july --geometry 4+2 --to d1");
    terminal.shell("cp -a july elsewhere");
    done("pack --trip july --as d2..d3 --to d2 d3");
    done("pack data --trip elsewhere --as d4..d6 --to d4 d5 d6");
    terminal.shell("cp -a elsewhere/legs/1/runs/. july/legs/1/runs/");
    done("seal july");
    done("verify d1 d2 d3 d4 d5 d6");
    comesBackWithout("d2 d4", "d1 d3 d5 d6");
  }

  @Test
  void drivesThatAreNotHereAreFinishedLater() throws IOException {
    done("pack data --trip july --geometry 4+2 --to d1 d2 d3 d4 d5 d6");
    terminal.shell("mv d6 away");
    Said some = typed("seal july");
    assertEquals(3, some.status(), some.all());
    assertTrue(some.out().contains("d6"), some.all());
    done("seal july away");
    done("verify d1 d2 d3 d4 d5 away");
    Said added = typed("pack --trip july --replace d1 --to d6");
    assertFalse(added.status() == 0, added.all());
  }

  @Test
  void aSourceThatChangedBetweenWavesIsNamedAndNotPacked() throws IOException {
    done("pack data --trip july --geometry 4+2 --to d1 d2 d3 d4");
    terminal.shell(
        """
        cd data/deep
        echo more >> f3                                          # grown
        truncate -s 10 f4                                        # cut
        rm f5                                                    # deleted
        rm f6; ln -s f7 f6                                       # turned into a link
        cp -a f8 aside; printf x | dd of=aside conv=notrunc bs=1 2>/dev/null
        touch -r f8 aside; mv aside f8                           # replaced, equal size and time
        printf x | dd of=f9 conv=notrunc bs=1 2>/dev/null        # written
        """);
    Said refused = typed("pack --trip july --to d5 d6");
    assertEquals(1, refused.status(), refused.all());
    for (String name : new String[] {"f3", "f4", "f5", "f6", "f8", "f9"}) {
      assertTrue(refused.err().contains("deep/" + name), name + "\n" + refused.all());
    }
    assertFalse(refused.err().contains("deep/f7 "), refused.all());
    assertEquals("", terminal.shell("ls d5 d6 | grep segments").out());
  }

  @Test
  void aWaveThatWasKilledIsTypedAgain() throws Exception {
    done("pack data --trip july --geometry 4+2 --to d1 d2");
    Random random = new Random(seed);
    for (int i = 0; i < 4; i++) {
      Process wave = terminal.start("pack", "--trip", "july", "--to", "d3", "d4", "d5", "d6");
      Thread.sleep(300 + random.nextInt(900));
      wave.destroyForcibly().waitFor();
      Said status = typed("status july");
      if (status.out().contains("written, not sealed")) {
        break;
      }
    }
    if (!typed("status july").out().contains("written, not sealed")) {
      done("pack --trip july --to d3 d4 d5 d6");
    }
    done("seal july");
    done("verify d1 d2 d3 d4 d5 d6");
    comesBackWithout("d1 d3", "d2 d4 d5 d6");
  }
}
