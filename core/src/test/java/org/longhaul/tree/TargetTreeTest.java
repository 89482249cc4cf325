package org.longhaul.tree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longhaul.shipment.Status;
import org.longhaul.shipment.TreePath;
import org.longhaul.shipment.Xattr;

/// A hostile leg names what it likes; nothing outside the target changes.
class TargetTreeTest {
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
  private static final TargetTree.Attributes PLAIN =
      new TargetTree.Attributes(0644, 0, 0, 1_000_000_000, 123_456_789, List.of());

  @TempDir Path folder = Path.of("");
  private Path outside = Path.of("");
  private Path inside = Path.of("");

  @BeforeEach
  void aTargetAndAWorldOutside() throws IOException {
    outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("precious"), "precious");
    inside = folder.resolve("inside");
  }

  private TargetTree target(boolean mayReplace) throws IOException {
    return TargetTree.at(inside, new AttributePolicy(false, false, true), mayReplace);
  }

  private static void write(TargetTree tree, String path) throws IOException {
    try (TargetFile file = tree.create(TreePath.of(path), CONTENT.length, false)) {
      file.write(CONTENT, 0, CONTENT.length);
      file.keep(PLAIN);
    }
  }

  private void assertOutsideUntouched() throws IOException {
    assertEquals("precious", Files.readString(outside.resolve("precious")));
    assertArrayEquals(new String[] {"precious"}, outside.toFile().list());
  }

  @Test
  void aFileAppearsOnlyWhenItIsKept() throws IOException {
    try (TargetTree tree = target(false)) {
      try (TargetFile file = tree.create(TreePath.of("a"), 7, false)) {
        file.write(CONTENT, 0, CONTENT.length);
        assertFalse(Files.exists(inside.resolve("a")));
      }
      assertTrue(tree.isEmpty(), "a file that was not kept left something behind");
      write(tree, "a");
      Status status = tree.status(TreePath.of("a")).orElseThrow();
      assertEquals(1_000_000_000, status.mtimeSeconds());
      assertEquals(123_456_789, status.mtimeNanos());
    }
  }

  @Test
  void noLinkOnTheWayIsFollowed() throws IOException {
    try (TargetTree tree = target(true)) {
      tree.link(TreePath.of("way"), outside.toString().getBytes(StandardCharsets.UTF_8));
      assertThrows(TreeException.class, () -> write(tree, "way/new"));
      assertThrows(TreeException.class, () -> write(tree, "way/precious"));
      assertThrows(TreeException.class, () -> tree.folder(TreePath.of("way/sub")));
      assertThrows(TreeException.class, () -> tree.folder(TreePath.of("way")));
      assertThrows(TreeException.class, () -> tree.link(TreePath.of("way/link"), new byte[] {'x'}));
      assertThrows(
          TreeException.class,
          () -> tree.hardLink(TreePath.of("way/precious"), TreePath.of("mine")));
      assertThrows(TreeException.class, () -> tree.open(TreePath.of("way/precious")));
    }
    assertOutsideUntouched();
  }

  @Test
  void aFolderThatBecomesALinkIsNoticed() throws IOException {
    try (TargetTree tree = target(true)) {
      tree.folder(TreePath.of("sub"));
      Files.delete(inside.resolve("sub"));
      Files.createSymbolicLink(inside.resolve("sub"), outside);
      assertThrows(TreeException.class, () -> write(tree, "sub/new"));
    }
    assertOutsideUntouched();
  }

  @Test
  void aLinkThatStandsWhereAFileGoesIsReplacedAndNotFollowed() throws IOException {
    try (TargetTree tree = target(true)) {
      tree.link(
          TreePath.of("a"),
          outside.resolve("precious").toString().getBytes(StandardCharsets.UTF_8));
      write(tree, "a");
      tree.link(
          TreePath.of("b"),
          outside.resolve("precious").toString().getBytes(StandardCharsets.UTF_8));
      assertThrows(TreeException.class, () -> tree.hardLink(TreePath.of("b"), TreePath.of("c")));
    }
    assertTrue(Files.isRegularFile(inside.resolve("a"), LinkOption.NOFOLLOW_LINKS));
    assertOutsideUntouched();
  }

  @Test
  void whatIsThereIsNotReplacedUnlessTold() throws IOException {
    Files.createDirectory(inside);
    Files.writeString(inside.resolve("a"), "mine");
    try (TargetTree tree = target(false)) {
      TreeException refused = assertThrows(TreeException.class, () -> write(tree, "a"));
      assertTrue(refused.alreadyThere());
      assertThrows(TreeException.class, () -> tree.link(TreePath.of("a"), CONTENT));
    }
    assertEquals("mine", Files.readString(inside.resolve("a")));
  }

  @Test
  void setIdBitsAndPrivilegesAreDroppedUnlessAskedFor() throws IOException {
    byte[] capability = "security.capability".getBytes(StandardCharsets.US_ASCII);
    TargetTree.Attributes dangerous =
        new TargetTree.Attributes(06755, 0, 0, 0, 0, List.of(new Xattr(capability, new byte[20])));
    try (TargetTree tree = target(false);
        TargetFile file = tree.create(TreePath.of("a"), 0, false)) {
      file.keep(dangerous);
      assertEquals(0755, tree.status(TreePath.of("a")).orElseThrow().mode());
      assertEquals(1, tree.refused().setIdBits());
      assertEquals(1, tree.refused().xattrs());
    }
  }

  @Test
  void aTreeIsWalkedInOrderWithNamesOfAnyBytes() throws IOException {
    try (TargetTree tree = target(false)) {
      tree.folder(TreePath.of("a"));
      write(tree, "a/z");
      write(tree, "a.txt");
      write(tree, "a-b");
      TreePath odd = TreePath.of(new byte[] {(byte) 0xFF, (byte) 0xFE});
      try (TargetFile file = tree.create(odd, 0, false)) {
        file.keep(PLAIN);
      }
      List<TreePath> walked = new ArrayList<>();
      try (SourceTree source = SourceTree.at(inside)) {
        source.walk(
            new SourceTree.Visitor() {
              @Override
              public boolean entry(
                  TreePath path, Status status, byte @Nullable [] link, List<Xattr> xattrs) {
                walked.add(path);
                return true;
              }

              @Override
              public void unreadable(TreePath path, IOException why) throws IOException {
                throw why;
              }
            });
      }
      List<TreePath> expected =
          List.of(
              TreePath.TOP,
              TreePath.of("a"),
              TreePath.of("a/z"),
              TreePath.of("a-b"),
              TreePath.of("a.txt"),
              odd);
      assertEquals(expected, walked);
    }
  }

  @Test
  void foldersGetTheirModes() throws IOException {
    try (TargetTree tree = target(false)) {
      tree.folder(TreePath.of("a"));
      tree.attributes(TreePath.of("a"), new TargetTree.Attributes(0500, 0, 0, 5, 6, List.of()));
    }
    assertEquals(
        "r-x------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(inside.resolve("a"))));
  }
}
