package org.longhaul.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo's files are what they say they are.
class TrainingSetTest {
  @TempDir static Path folder = Path.of("");

  @BeforeAll
  static void make() throws IOException {
    TrainingSet.make(folder.resolve("set"), 7, 4);
  }

  @Test
  void theSpreadsheetsOpen() throws IOException {
    try (InputStream in = Files.newInputStream(folder.resolve("set/tables/measurements-01.xlsx"));
        ReadableWorkbook book = new ReadableWorkbook(in)) {
      assertEquals(6_001, book.getFirstSheet().read().size());
      assertEquals(2, book.getSheets().count());
    }
  }

  @Test
  void theImagesOpen() throws IOException {
    try (Stream<Path> images = Files.list(folder.resolve("set/images"))) {
      List<Path> all = images.toList();
      assertEquals(4, all.size());
      for (Path image : all) {
        BufferedImage opened = ImageIO.read(image.toFile());
        assertNotNull(opened, image.toString());
        assertEquals(Scene.WIDTH, opened.getWidth());
      }
    }
  }

  /// Follows the index of a clip to its first and last frame, as a player does.
  @Test
  void theClipsHaveFramesWhereTheirIndexSays() throws IOException {
    byte[] clip = Files.readAllBytes(folder.resolve("set/clips/clip-01.avi"));
    ByteBuffer fields = ByteBuffer.wrap(clip).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(clip.length - 8, fields.getInt(4));
    String text = new String(clip, java.nio.charset.StandardCharsets.ISO_8859_1);
    int movie = text.indexOf("movi");
    int index = text.lastIndexOf("idx1");
    int frames = fields.getInt(index + 4) / 16;
    assertTrue(frames > 10);
    for (int frame : new int[] {0, frames - 1}) {
      int entry = index + 8 + 16 * frame;
      int at = movie + fields.getInt(entry + 8);
      assertEquals("00dc", text.substring(at, at + 4));
      int length = fields.getInt(entry + 12);
      assertEquals(length, fields.getInt(at + 4));
      assertNotNull(ImageIO.read(new ByteArrayInputStream(clip, at + 8, length)));
    }
  }

  @Test
  void thePictureShowsWhichDrivesAreLost() {
    List<CasePicture.Case> cases =
        List.of(
            new CasePicture.Case("A", List.of(false, true, false), "1 drive lost"),
            new CasePicture.Case("B", List.of(true, true), ""));
    assertEquals(List.of("  A █░█  1 drive lost", "  B ░░"), CasePicture.draw(cases, true));
    assertEquals(List.of("  A #.#  1 drive lost", "  B .."), CasePicture.draw(cases, false));
  }
}
