package org.longhaul.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.longhaul.drive.Drive;
import org.longhaul.drive.DriveFile;
import org.longhaul.drive.FolderDrive;

/// What every drive must do, real or not.
class DriveConformanceTest {
  @TempDir static Path folder = Path.of("");

  static Stream<Drive> drives() throws IOException {
    return Stream.of(
        new FolderDrive(Files.createTempDirectory(folder, "drive")),
        new MemoryDrive("m", 1 << 24, MemoryDrive.Faults.NONE));
  }

  @ParameterizedTest
  @MethodSource("drives")
  void whatIsWrittenIsReadBack(Drive drive) throws IOException {
    long seed = new Random().nextLong();
    byte[] content = new byte[3_000_000];
    new Random(seed).nextBytes(content);
    try (DriveFile file = drive.create("a")) {
      file.write(1_000_000, content, 1_000_000, 2_000_000);
      file.write(0, content, 0, 1_000_000);
      file.force();
      assertEquals(content.length, file.sizeBytes());
    }
    byte[] back = new byte[content.length + 10];
    try (DriveFile file = drive.open("a")) {
      assertEquals(content.length, file.read(0, back, 10, content.length));
      assertArrayEquals(
          content, java.util.Arrays.copyOfRange(back, 10, back.length), "seed " + seed);
      assertEquals(5, file.read(content.length - 5, back, 0, 100));
      assertEquals(0, file.read(content.length, back, 0, 100));
      assertEquals(0, file.read(content.length + 100L, back, 0, 100));
      assertThrows(EOFException.class, () -> file.readFully(content.length - 5, back, 0, 6));
    }
  }

  @ParameterizedTest
  @MethodSource("drives")
  void namesAreListedInOrder(Drive drive) throws IOException {
    for (String name : List.of("c", "a", "b")) {
      drive.create(name).close();
    }
    assertEquals(List.of("a", "b", "c"), drive.list());
    drive.delete("b");
    assertEquals(List.of("a", "c"), drive.list());
  }

  @ParameterizedTest
  @MethodSource("drives")
  void aFileIsNeverMadeTwice(Drive drive) throws IOException {
    drive.create("a").close();
    assertThrows(FileAlreadyExistsException.class, () -> drive.create("a"));
    assertThrows(NoSuchFileException.class, () -> drive.open("b"));
    assertThrows(NoSuchFileException.class, () -> drive.delete("b"));
  }

  @ParameterizedTest
  @MethodSource("drives")
  void aRenameTakesThePlaceOfAnother(Drive drive) throws IOException {
    for (String name : List.of("old", "new")) {
      try (DriveFile file = drive.create(name)) {
        file.write(0, name.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, 3);
      }
    }
    drive.rename("new", "old");
    drive.forceFolder();
    assertEquals(List.of("old"), drive.list());
    byte[] content = new byte[3];
    try (DriveFile file = drive.open("old")) {
      file.readFully(0, content, 0, 3);
    }
    assertArrayEquals(new byte[] {'n', 'e', 'w'}, content);
  }

  @ParameterizedTest
  @MethodSource("drives")
  void onlyPlainNamesAreTaken(Drive drive) {
    for (String name : List.of("", ".", "..", "a/b", "/etc/passwd")) {
      assertThrows(IllegalArgumentException.class, () -> drive.create(name), name);
      assertThrows(IllegalArgumentException.class, () -> drive.open(name), name);
    }
  }

  @ParameterizedTest
  @MethodSource("drives")
  void roomIsTold(Drive drive) throws IOException {
    assertTrue(drive.freeBytes() > 0);
  }
}
