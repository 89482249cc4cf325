package org.longhaul.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A key that was typed from paper is the same key, or the line that was mistyped is named.
class PaperKeyTest {
  private static final String LETTERS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";

  private final long seed = new Random().nextLong();
  private final Identity identity = Identity.fresh(new SecureRandom());
  private final List<String> lines = PaperKey.lines(identity);

  @Test
  void whatIsTypedIsTheKey() throws IOException {
    assertEquals(identity.written(), PaperKey.parse(String.join("\n", lines)).written());
  }

  @Test
  void numbersSpacesAndCaseDoNotMatter() throws IOException {
    StringBuilder typed = new StringBuilder("\n");
    for (String line : lines) {
      typed.append(
          line.substring(line.indexOf(':') + 1)
              .replace(" ", "")
              .toLowerCase(java.util.Locale.ROOT));
      typed.append("\n\n");
    }
    assertEquals(identity.written(), PaperKey.parse(typed.toString()).written());
  }

  @Test
  void theLineOfTheCodeIsTheKeyToo() throws IOException {
    assertEquals(identity.written(), PaperKey.parse(identity.written() + "\n").written());
  }

  /// Two letters check a line, so one wrong letter in a thousand may pass them; the key's own
  /// checksum finds those.
  @Test
  void aMistypedLetterIsFound() {
    Random random = new Random(seed);
    int named = 0;
    for (int i = 0; i < 200; i++) {
      int number = random.nextInt(2, lines.size());
      String line = lines.get(number);
      int at = line.indexOf(':') + 2 + random.nextInt(4);
      char wrong = LETTERS.charAt(random.nextInt(LETTERS.length()));
      if (line.charAt(at) == wrong) {
        continue;
      }
      List<String> typed = new java.util.ArrayList<>(lines);
      typed.set(number, line.substring(0, at) + wrong + line.substring(at + 1));
      KeyProblem problem =
          assertThrows(
              KeyProblem.class, () -> PaperKey.parse(String.join("\n", typed)), "seed " + seed);
      named += String.valueOf(problem.getMessage()).startsWith("Line " + (number + 1)) ? 1 : 0;
    }
    assertTrue(named > 150, named + " lines were named, seed " + seed);
  }

  @Test
  void linesInTheWrongOrderAreFound() {
    List<String> typed = new java.util.ArrayList<>(lines);
    typed.set(1, lines.get(2));
    typed.set(2, lines.get(1));
    assertThrows(KeyProblem.class, () -> PaperKey.parse(String.join("\n", typed)));
    assertThrows(KeyProblem.class, () -> PaperKey.parse(String.join("\n", lines.subList(0, 3))));
  }
}
