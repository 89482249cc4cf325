package org.longhaul.testkit.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.longhaul.sealing.StrictJson;

/// Makes all published vectors from fixed seeds; the same each time.
public final class VectorPress {
  private static final List<String> MADE =
      List.of("keys", "legs", "keyless", "public-key", "sender", "valid");

  private VectorPress() {}

  /// Writes them into a folder, in place of those that are there.
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments.length == 0 ? "testkit/vectors" : arguments[0]);
    for (String made : MADE) {
      remove(folder.resolve(made));
    }
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Path parent = path.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.write(path, file.getValue());
    }
  }

  /// Every file that is published, by its path in the folder of the vectors.
  public static SortedMap<String, byte[]> files() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    TestKeys.files().forEach((name, text) -> files.put("keys/" + name, Bytes.of(text)));
    Map<String, Drives> legs = new LinkedHashMap<>();
    Legs.all().forEach((name, parts) -> legs.put(name, parts.press()));
    legs.forEach((leg, drives) ->
        drives
            .all()
            .forEach((drive, nodes) ->
                nodes.forEach((file, node) -> {
                  if (node instanceof Node.Plain plain) {
                    files.put("legs/" + leg + "/" + drive + "/" + file, plain.content());
                  }
                })));
    Bench bench = new Bench(legs);
    ValidVectors.addTo(bench);
    KeylessVectors.addTo(bench);
    ForgerVectors.addTo(bench);
    SenderVectors.addTo(bench);
    for (Vector vector : bench.vectors()) {
      byte[] json = StrictJson.write(VectorJson.fields(vector));
      if (files.put(vector.name() + ".json", Bytes.join(json, Bytes.of("\n"))) != null) {
        throw new IllegalStateException("Two vectors are called " + vector.name());
      }
    }
    return files;
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
