package org.longhaul.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The scripts are too slow to be run here; that bash can read them is looked at.
class ScriptsTest {
  @TestFactory
  List<DynamicTest> bashReadsEveryScript() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("").toAbsolutePath(), 2)) {
      for (Path script : files.filter(file -> file.toString().endsWith(".sh")).sorted().toList()) {
        tests.add(DynamicTest.dynamicTest(script.getFileName().toString(), () -> read(script)));
      }
    }
    assertFalse(tests.isEmpty());
    return tests;
  }

  private static void read(Path script) throws Exception {
    Process bash =
        new ProcessBuilder("bash", "-n", script.toString()).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, bash.waitFor(), said);
  }
}
