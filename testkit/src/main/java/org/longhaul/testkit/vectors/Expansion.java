package org.longhaul.testkit.vectors;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Makes folders of drives out of a vector's file; `expand.py` does the same.
public final class Expansion {
  private final Path legs;

  /// @param vectors the folder that the vectors are published in
  public Expansion(Path vectors) {
    this.legs = vectors.resolve("legs");
  }

  /// Makes the drives of a vector as folders of their names.
  public void expand(Vector vector, Path into) throws IOException {
    Path base = legs.resolve(vector.leg());
    try (Stream<Path> files = Files.walk(base)) {
      for (Path file : files.toList()) {
        Path copy = into.resolve(base.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
    for (Map<String, Object> change : vector.changes()) {
      apply(change, into.resolve(text(change, "on")));
    }
  }

  private void apply(Map<String, Object> change, Path file) throws IOException {
    Files.createDirectories(parent(file));
    switch (text(change, "do")) {
      case "write" -> {
        Files.deleteIfExists(file);
        Files.write(file, content(change));
      }
      case "append" -> Files.write(file, content(change), StandardOpenOption.APPEND);
      case "put" -> put(file, Long.parseLong(text(change, "at")), content(change));
      case "cut", "grow" -> {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
          open.setLength(Long.parseLong(text(change, "to")));
        }
      }
      case "copy" ->
          Files.copy(legs.resolve(text(change, "of")), file, StandardCopyOption.REPLACE_EXISTING);
      case "delete" -> Files.delete(file);
      case "link" -> {
        Files.deleteIfExists(file);
        Files.createSymbolicLink(file, Path.of(text(change, "to")));
      }
      case "folder" -> {
        Files.deleteIfExists(file);
        Files.createDirectory(file);
      }
      case "fifo" -> {
        Files.deleteIfExists(file);
        fifo(file);
      }
      default -> throw new IOException("Unknown change: " + change);
    }
  }

  private static void put(Path file, long at, byte[] content) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(at);
      open.write(content);
    }
  }

  private static void fifo(Path file) throws IOException {
    try {
      int status = new ProcessBuilder(List.of("mkfifo", file.toString())).start().waitFor();
      if (status != 0) {
        throw new IOException("mkfifo failed.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted.", e);
    }
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  private static byte[] content(Map<String, Object> change) {
    Object base64 = change.get("base64");
    return base64 != null
        ? Base64.getDecoder().decode(base64.toString())
        : Bytes.of(text(change, "text"));
  }

  private static String text(Map<String, Object> change, String field) {
    return String.valueOf(change.getOrDefault(field, ""));
  }
}
