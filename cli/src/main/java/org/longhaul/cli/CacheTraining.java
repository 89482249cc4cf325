package org.longhaul.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A small run of the usual commands, from which the launcher lets the JVM learn which classes to
/// keep ready.
final class CacheTraining {
  private static final int DRIVES = 3;

  private CacheTraining() {}

  /// @param arguments `coding` or `short`, and an empty folder; LONGHAUL_CONFIG names another one
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("sample.txt"), "sample\n".repeat(1000));
    List<String> drives = new ArrayList<>();
    for (int i = 0; i < DRIVES; i++) {
      drives.add(Files.createDirectories(folder.resolve("d" + i)).toString());
    }
    run(drives, "pack", data.toString(), "--geometry", "2+1", "--to");
    if (arguments[0].equals("coding")) {
      run(drives, "verify");
      run(drives.subList(1, DRIVES), "unpack", "--into", folder.resolve("copy").toString());
    } else {
      run(drives.subList(0, 1), "info");
      run(drives.subList(0, 1), "ls");
    }
  }

  private static void run(List<String> drives, String... words) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(words[0].equals("unpack") ? 1 : all.size(), drives);
    int status = Longhaul.run(all.toArray(String[]::new));
    if (status != 0) {
      throw new IllegalStateException("%s ended with %d.".formatted(words[0], status));
    }
  }
}
