package org.longhaul.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A person at a shell: types real commands, in processes of their own, in a folder of the test's.
final class Terminal {
  private final Path folder;

  Terminal(Path folder) {
    this.folder = folder;
  }

  /// What a command said.
  record Said(int status, String out, String err) {
    String all() {
      return out + err;
    }
  }

  Path at(String name) {
    return folder.resolve(name);
  }

  /// Types a command of Longhaul's.
  Said longhaul(String... words) throws IOException {
    return run(command(words));
  }

  /// Starts a command of Longhaul's without waiting for it.
  Process start(String... words) throws IOException {
    return builder(command(words))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  List<String> command(String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable",
                "-cp",
                System.getProperty("java.class.path"),
                "org.longhaul.cli.Longhaul"));
    command.addAll(Arrays.asList(words));
    return command;
  }

  /// Types any command.
  Said run(List<String> command) throws IOException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process =
        builder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    try {
      int status = process.waitFor();
      return new Said(
          status,
          new String(Files.readAllBytes(out), StandardCharsets.UTF_8),
          new String(Files.readAllBytes(err), StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted.", e);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("LONGHAUL_CONFIG", at("config").toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder;
  }

  Said shell(String script) throws IOException {
    return run(List.of("bash", "-c", script));
  }

  /// Types a script in which `"$@"` stands for `longhaul`.
  Said script(String script) throws IOException {
    List<String> words = new ArrayList<>(List.of("bash", "-c", script, "bash"));
    words.addAll(command());
    return run(words);
  }

  /// Makes empty folders `d1` to `dN` that stand in for drives.
  List<String> drives(int count) throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Files.createDirectories(at("d" + i));
      names.add("d" + i);
    }
    return names;
  }

  /// The names in a folder.
  List<String> names(String name) throws IOException {
    return shell("ls -A '%s'".formatted(at(name))).out().lines().toList();
  }

  /// Takes a drive away, as a thief would.
  void lose(String name) throws IOException {
    try (Stream<Path> files = Files.walk(at(name))) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  /// Everything about a tree but access times, a line for each name.
  String listing(String name) throws IOException {
    return shell(
            "cd '%s' && find . -printf '%%P|%%y|%%m|%%U|%%G|%%T@|%%l|%%n|%%s\\n'"
                    .formatted(at(name))
                + " | awk -F'|' -v OFS='|' '$2==\"d\"{$9=\"\"; $8=\"\"} {print}'"
                + " | LC_ALL=C sort")
        .out();
  }
}
