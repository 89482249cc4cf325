package org.longhaul.demo;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/// A picture of some shapes before a sky, with the grain that a camera has.
///
/// @param shapes what is to be seen
/// @param sky colour at the top
/// @param grainSeed what the grain is drawn from
record Scene(List<Shape> shapes, int sky, long grainSeed) {
  static final int WIDTH = 640;
  static final int HEIGHT = 480;

  /// One shape; it moves with time.
  record Shape(double x, double y, double size, double speed, int colour, boolean round) {}

  static Scene random(SplittableRandom random) {
    List<Shape> shapes = new ArrayList<>();
    int count = 2 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      shapes.add(
          new Shape(
              random.nextDouble(WIDTH),
              random.nextDouble(HEIGHT),
              random.nextDouble(15, 90),
              random.nextDouble(-60, 60),
              random.nextInt(0x1000000),
              random.nextBoolean()));
    }
    return new Scene(shapes, random.nextInt(0x1000000), random.nextLong());
  }

  /// The picture at a time.
  BufferedImage at(double seconds) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(
        new GradientPaint(0, 0, new Color(sky), 0, HEIGHT, new Color(sky).darker().darker()));
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    for (Shape shape : shapes) {
      graphics.setColor(new Color(shape.colour()));
      int x = Math.floorMod((long) (shape.x() + shape.speed() * seconds), WIDTH);
      int size = (int) shape.size();
      if (shape.round()) {
        graphics.fillOval(x, (int) shape.y(), size, size);
      } else {
        graphics.fillRect(x, (int) shape.y(), size, size / 2);
      }
    }
    graphics.dispose();
    SplittableRandom grain = new SplittableRandom(grainSeed + (long) (seconds * 1000));
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, image.getRGB(x, y) ^ grain.nextInt() & 0x070707);
      }
    }
    return image;
  }

  /// Writes the picture as JPEG or PNG, by the file's name.
  void write(Path file) throws IOException {
    String name = file.toString();
    Files.write(file, encoded(at(0), name.substring(name.lastIndexOf('.') + 1)));
  }

  static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, bytes)) {
      throw new IOException("This Java cannot write pictures as " + format + ".");
    }
    return bytes.toByteArray();
  }
}
