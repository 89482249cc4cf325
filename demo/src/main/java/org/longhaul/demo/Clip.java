package org.longhaul.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A video clip: Motion-JPEG in AVI (RIFF), which every player opens.
final class Clip {
  private static final int FRAMES = 48;
  private static final int FRAMES_PER_SECOND = 16;
  private static final int KEY_FRAME = 0x10;
  private static final int HAS_INDEX = 0x10;

  private Clip() {}

  static void write(Path file, SplittableRandom random) throws IOException {
    Scene scene = Scene.random(random);
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      frames.add(Scene.encoded(scene.at((double) i / FRAMES_PER_SECOND), "jpg"));
    }
    Files.write(file, avi(frames));
  }

  private static byte[] avi(List<byte[]> frames) {
    ByteArrayOutputStream movie = new ByteArrayOutputStream();
    ByteArrayOutputStream index = new ByteArrayOutputStream();
    int largest = 0;
    for (byte[] frame : frames) {
      largest = Math.max(largest, frame.length);
      // Offsets in the index count from the list's own name, 4 bytes before its first chunk.
      index.writeBytes(join(name("00dc"), ints(KEY_FRAME, movie.size() + 4, frame.length)));
      movie.writeBytes(chunk("00dc", frame));
    }
    byte[] header =
        chunk(
            "avih",
            ints(
                1_000_000 / FRAMES_PER_SECOND,
                largest * FRAMES_PER_SECOND,
                0,
                HAS_INDEX,
                frames.size(),
                0,
                1,
                largest,
                Scene.WIDTH,
                Scene.HEIGHT,
                0,
                0,
                0,
                0));
    byte[] stream =
        chunk(
            "strh",
            join(
                name("vids"),
                name("MJPG"),
                ints(0, 0, 0, 1, FRAMES_PER_SECOND, 0, frames.size(), largest, -1, 0, 0),
                shorts(Scene.WIDTH, Scene.HEIGHT)));
    byte[] format =
        chunk(
            "strf",
            join(
                ints(40, Scene.WIDTH, Scene.HEIGHT),
                shorts(1, 24),
                name("MJPG"),
                ints(Scene.WIDTH * Scene.HEIGHT * 3, 0, 0, 0, 0)));
    byte[] lists =
        join(
            list("hdrl", join(header, list("strl", join(stream, format)))),
            list("movi", movie.toByteArray()),
            chunk("idx1", index.toByteArray()));
    return chunk("RIFF", join(name("AVI "), lists));
  }

  private static byte[] chunk(String name, byte[] content) {
    byte[] padding = new byte[content.length % 2];
    return join(name(name), ints(content.length), content, padding);
  }

  private static byte[] list(String name, byte[] content) {
    return chunk("LIST", join(name(name), content));
  }

  private static byte[] name(String four) {
    return four.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  private static byte[] shorts(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putShort((short) value);
    }
    return bytes.array();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
