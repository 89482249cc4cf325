package org.longhaul.shipment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.longhaul.testkit.Fuzz;

/// Paths, patterns and other words under texts that are nearly right.
class ShipmentFuzzTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// A path that is shown can be read again, and cannot be mistaken on a screen.
  @Test
  void paths() {
    Fuzz.of("TreePath", IllegalArgumentException.class)
        .run(
            document -> {
              TreePath path = TreePath.of(document);
              String shown = path.display();
              assertEquals(path, TreePath.parseDisplay(shown));
              assertFalse(shown.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == 0x202e));
              assertTrue(path.isTop() || path.parent().child(path.name()).equals(path));
            },
            bytes("folder/a\u00e4\u4e2d/\ud83d\ude00.txt"),
            new byte[] {'a', '/', 'b', (byte) 0xff, (byte) 0xe2, (byte) 0x80, (byte) 0xae});
  }

  /// Lines of `--files-from` and of lists of lost files.
  @Test
  void shownPaths() {
    Fuzz.of("TreePath.parseDisplay", IllegalArgumentException.class)
        .run(
            document -> {
              TreePath path = TreePath.parseDisplay(text(document));
              assertEquals(path, TreePath.parseDisplay(path.display()));
            },
            bytes("folder/a\\x1b\\\\b\\xff/c"));
  }

  @Test
  void patterns() {
    TreePath path = TreePath.of("folder/deep/name.txt");
    Fuzz.of("Glob", IllegalArgumentException.class)
        .run(
            document -> {
              String pattern = text(document);
              // People type patterns; one of many stars takes its time, and nobody else's.
              if (pattern.chars().filter(c -> c == '*').count() < 12) {
                boolean _ = Glob.of(pattern).matches(path);
              }
            },
            bytes("**/a[b-d]?/*.txt"),
            bytes("[!a]x[]]\\[^&&]"));
  }

  @Test
  void geometriesAndIds() {
    Fuzz.of("Geometry", IllegalArgumentException.class)
        .run(
            document -> {
              Geometry geometry = Geometry.parse(text(document));
              assertEquals(geometry, Geometry.parse(geometry.toString()));
            },
            bytes("40+20"));
    Fuzz.of("LegId", IllegalArgumentException.class)
        .run(
            document -> {
              LegId leg = LegId.parse(text(document));
              assertEquals(leg, LegId.parse(leg.toString()));
            },
            bytes("0123456789abcdef0123456789abcdef"));
  }
}
