package org.longhaul.testkit.vectors;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Drives in memory, by name, each with its files: what a vector is made of, one change after the
/// other.
final class Drives {
  private final SortedMap<String, SortedMap<String, Node>> drives = new TreeMap<>();

  SortedMap<String, SortedMap<String, Node>> all() {
    return drives;
  }

  List<String> names() {
    return List.copyOf(drives.keySet());
  }

  Drives copy() {
    Drives copy = new Drives();
    drives.forEach((name, files) -> copy.drives.put(name, new TreeMap<>(files)));
    return copy;
  }

  Drives put(String drive, String file, Node node) {
    drives.computeIfAbsent(drive, name -> new TreeMap<>()).put(file, node);
    return this;
  }

  Drives put(String drive, String file, byte[] content) {
    return put(drive, file, new Node.Plain(content));
  }

  Drives put(String drive, String file, String content) {
    return put(drive, file, content.getBytes(StandardCharsets.UTF_8));
  }

  Drives remove(String drive, String file) {
    drives.getOrDefault(drive, new TreeMap<>()).remove(file);
    return this;
  }

  Drives lose(String... names) {
    for (String name : names) {
      drives.remove(name);
    }
    return this;
  }

  /// Puts a copy of a whole drive of another leg, or of this one, under a name.
  Drives putDrive(String drive, Drives from, String of) {
    drives.put(drive, new TreeMap<>(from.drives.getOrDefault(of, new TreeMap<>())));
    return this;
  }

  byte[] bytes(String drive, String file) {
    if (drives.getOrDefault(drive, new TreeMap<>()).get(file) instanceof Node.Plain plain) {
      return plain.content();
    }
    throw new IllegalArgumentException("There is no %s on %s.".formatted(file, drive));
  }

  String text(String drive, String file) {
    return new String(bytes(drive, file), StandardCharsets.UTF_8);
  }

  Drives change(String drive, String file, UnaryOperator<byte[]> change) {
    return put(drive, file, change.apply(bytes(drive, file).clone()));
  }

  /// Replaces a text that stands in a file once.
  Drives replace(String drive, String file, String from, String to) {
    String before = text(drive, file);
    int at = before.indexOf(from);
    if (at < 0 || before.indexOf(from, at + 1) >= 0) {
      throw new IllegalArgumentException("'%s' is not once in %s.".formatted(from, file));
    }
    return put(drive, file, before.replace(from, to));
  }

  Drives cut(String drive, String file, int length) {
    return change(drive, file, bytes -> Arrays.copyOf(bytes, length));
  }

  Drives flip(String drive, String file, int at) {
    return change(
        drive,
        file,
        bytes -> {
          bytes[at < 0 ? bytes.length + at : at] ^= 0x10;
          return bytes;
        });
  }

  Drives append(String drive, String file, byte[] more) {
    return change(drive, file, bytes -> Bytes.join(bytes, more));
  }

  /// Does the same on every drive.
  Drives each(java.util.function.BiConsumer<Drives, String> change) {
    names().forEach(name -> change.accept(this, name));
    return this;
  }
}
