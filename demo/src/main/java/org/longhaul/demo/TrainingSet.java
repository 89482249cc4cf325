package org.longhaul.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// A small mixed training set on disk, of files that real programs open: spreadsheets, images,
/// video clips, labels, and what else real folders have. The same seed gives the same images, clips
/// and texts.
public final class TrainingSet {
  private static final int SPREADSHEETS = 6;
  private static final int CLIPS = 8;
  private static final int NOTES = 300;

  private TrainingSet() {}

  /// Makes the set.
  ///
  /// @param folder a new folder
  /// @param images how many images; each takes 30 to 200 kB
  public static void make(Path folder, long seed, int images) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Path tables = Files.createDirectories(folder.resolve("tables"));
    for (int i = 1; i <= SPREADSHEETS; i++) {
      Spreadsheet.write(tables.resolve("measurements-%02d.xlsx".formatted(i)), random.split());
    }
    Path pictures = Files.createDirectories(folder.resolve("images"));
    StringBuilder labels = new StringBuilder();
    for (int i = 1; i <= images; i++) {
      String name = "scene-%04d.%s".formatted(i, i % 4 == 0 ? "png" : "jpg");
      Scene scene = Scene.random(random.split());
      scene.write(pictures.resolve(name));
      labels.append(
          "{\"image\":\"images/%s\",\"shapes\":%d,\"split\":\"%s\"}%n"
              .formatted(name, scene.shapes().size(), i % 10 == 0 ? "test" : "train"));
    }
    Files.writeString(folder.resolve("labels.jsonl"), labels);
    Path clips = Files.createDirectories(folder.resolve("clips"));
    for (int i = 1; i <= CLIPS; i++) {
      Clip.write(clips.resolve("clip-%02d.avi".formatted(i)), random.split());
    }
    Path notes = Files.createDirectories(folder.resolve("notes"));
    for (int i = 1; i <= NOTES; i++) {
      Files.writeString(
          notes.resolve("note-%03d.txt".formatted(i)),
          "Sample %d was looked at by annotator %d.%n".formatted(i, random.nextInt(20)));
    }
    oddities(folder, pictures);
  }

  private static void oddities(Path folder, Path pictures) throws IOException {
    Files.writeString(folder.resolve("README.txt"), "A training set made by longhaul demo.\n");
    Files.createFile(folder.resolve("empty.csv"));
    Files.createDirectory(folder.resolve("empty folder"));
    Files.copy(pictures.resolve("scene-0001.jpg"), folder.resolve("größtes Bild.jpg"));
    Files.createSymbolicLink(folder.resolve("newest"), Path.of("clips/clip-01.avi"));
    Files.createLink(folder.resolve("also-labels.jsonl"), folder.resolve("labels.jsonl"));
  }
}
