package org.longhaul.shipment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreePathTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @ParameterizedTest
  @ValueSource(strings = {"..", "a/../b", "/a", "a/", "a//b", "./a", "a/.", "a\0b"})
  void aPathThatCouldLeadAwayIsRefused(String path) {
    assertThrows(IllegalArgumentException.class, () -> TreePath.of(path));
  }

  @Test
  void aFolderStandsRightBeforeWhatIsInIt() {
    List<TreePath> sorted =
        new ArrayList<>(
            List.of("a", "a/b", "a/b/c", "a/c", "a-b", "a.txt", "b").stream()
                .map(TreePath::of)
                .toList());
    List<TreePath> shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, random);
    Collections.sort(shuffled);
    assertEquals(sorted, shuffled, "seed " + seed);
  }

  @Test
  void whatIsShownCanBeReadBack() {
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = new byte[1 + random.nextInt(12)];
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == 0 || bytes[i] == '/' || bytes[i] == '.') {
          bytes[i] = 'x';
        }
      }
      TreePath path = TreePath.of(bytes);
      assertEquals(path, TreePath.parseDisplay(path.display()), "seed " + seed);
      assertTrue(path.display().chars().noneMatch(Character::isISOControl));
    }
  }

  @Test
  void whatIsShownCannotFoolATerminal() {
    assertEquals("\\x1b[31mred", TreePath.of("\u001b[31mred").display());
    assertEquals("a\\xe2\\x80\\xaegpj.exe", TreePath.of("a\u202egpj.exe").display());
    assertEquals("größe", TreePath.of("größe").display());
  }

  @Test
  void patternsMatchNamesOrPaths() {
    assertTrue(Glob.of("*.png").matches(TreePath.of("images/deep/a.png")));
    assertFalse(Glob.of("images/*.png").matches(TreePath.of("images/deep/a.png")));
    assertTrue(Glob.of("images/**/*.png").matches(TreePath.of("images/deep/er/a.png")));
    assertTrue(Glob.of("images/**/*.png").matches(TreePath.of("images/a.png")));
    assertTrue(Glob.of("images").matches(TreePath.of("images/deep/a.png")));
    assertTrue(Glob.of("gr??e").matches(TreePath.of("größe")));
    assertTrue(Glob.of("[a-c]?").matches(TreePath.of("b1")));
    assertFalse(Glob.of("[!a-c]?").matches(TreePath.of("b1")));
  }
}
