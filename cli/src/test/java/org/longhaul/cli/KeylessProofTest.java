package org.longhaul.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longhaul.cli.Terminal.Said;

/// A courier with the sender's public key alone can tell whether a drive is the one that was
/// sealed.
class KeylessProofTest {
  /// Changes a byte of a segment and makes its checksum fit, as a forger would.
  private static final String FORGE =
      """
      import sys
      table = []
      for i in range(256):
          for _ in range(8):
              i = i >> 1 ^ (0x82F63B78 if i & 1 else 0)
          table.append(i)
      with open(sys.argv[1], "r+b") as file:
          record = bytearray(file.read(65536))
          record[1000] ^= 1
          crc = 0xFFFFFFFF
          for byte in record[:56] + record[60:]:
              crc = crc >> 8 ^ table[(crc ^ byte) & 0xFF]
          record[56:60] = (crc ^ 0xFFFFFFFF).to_bytes(4, "big")
          file.seek(0)
          file.write(record)
      """;

  @TempDir Path folder = Path.of("");

  private Terminal terminal = new Terminal(folder);

  @BeforeEach
  void someData() throws IOException {
    terminal = new Terminal(folder);
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/table.csv"), "a,b\n1,2\n".repeat(500));
    terminal.drives(3);
  }

  private Said courier(String... drives) throws IOException {
    String from = terminal.shell("grep -o 'SHA256:[0-9a-f]*' fingerprint").out();
    return terminal.script(
        "export LONGHAUL_CONFIG=%s/courier; \"$@\" verify %s --from %s"
            .formatted(folder, String.join(" ", drives), from.strip()));
  }

  private void pack(String... options) throws IOException {
    Said packed =
        terminal.longhaul(
            Stream.concat(Stream.of("pack", "data", "--to", "d1", "d2", "d3"), Stream.of(options))
                .toArray(String[]::new));
    assertEquals(0, packed.status(), packed.all());
    terminal.script("\"$@\" key show > fingerprint");
  }

  @Test
  void aDriveThatIsAsItWasSealedIsProvenAlone() throws IOException {
    pack();
    Said verified = courier("d1");
    assertEquals(0, verified.status(), verified.all());
    assertTrue(verified.out().contains("digests that the sender signed"), verified.all());
  }

  @Test
  void aForgerWhoMakesChecksumsFitIsFound() throws IOException {
    assumeTrue(
        terminal.shell("command -v python3").status() == 0, "skipped: python3 is not installed");
    pack();
    Said forged = terminal.run(List.of("python3", "-c", FORGE, "d2/segments-0000.lhs"));
    assertEquals(0, forged.status(), forged.all());
    Said verified = courier("d1", "d2", "d3");
    assertEquals(5, verified.status(), verified.all());
    assertTrue(verified.out().contains("Not an accident"), verified.all());
    Said withKeys = terminal.longhaul("verify", "d1", "d2", "d3");
    assertEquals(5, withKeys.status(), withKeys.all());
  }

  @Test
  void everyFileThatIsAddedOrChangedIsFound() throws IOException {
    pack();
    for (String change :
        List.of(
            "echo >> d1/README.txt",
            "echo >> d1/digests.lhd",
            "truncate -s -1 d1/catalogue.lhc",
            "echo > d1/virus.exe",
            "cp d2/segments-0000.lhs d1/segments-0000.lhs",
            "echo >> d1/segments-0000.lhs")) {
      terminal.shell("rm -rf keep; cp -a d1 keep; " + change);
      Said verified = courier("d1", "d2", "d3");
      assertEquals(5, verified.status(), change + "\n" + verified.all());
      terminal.shell("rm -rf d1; mv keep d1");
    }
    assertEquals(0, courier("d1", "d2", "d3").status());
  }

  @Test
  void withoutDigestsItSaysThatOnlyAccidentsAreFound() throws IOException {
    pack("--no-digests");
    Said verified = courier("d1", "d2", "d3");
    assertEquals(0, verified.status(), verified.all());
    assertTrue(verified.out().contains("find accidents"), verified.all());
  }
}
