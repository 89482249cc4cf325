package org.longhaul.freight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longhaul.drive.Root;

/// A trip numbers its legs, and never gives a number twice.
class TripFolderTest {
  private final SecureRandom random = new SecureRandom();

  @TempDir Path folder = Path.of("");

  @Test
  void legsAreNumberedInOrder() throws IOException {
    Path trip = folder.resolve("july");
    Root.Trip first = TripFolder.next(trip, random);
    Root.Trip second = TripFolder.next(trip, random);
    assertEquals("july", first.name());
    assertEquals(first.id(), second.id());
    assertEquals(1, first.generation());
    assertEquals(2, second.generation());
  }

  @Test
  void aNumberThatWasInterruptedIsNotGivenAgain() throws IOException {
    Path trip = folder.resolve("july");
    long first = TripFolder.next(trip, random).generation();
    Files.writeString(trip.resolve("trip.json.new"), "{\"id\":");
    assertEquals(first + 1, TripFolder.next(trip, random).generation());
  }

  @Test
  void aDamagedFolderIsRefused() throws IOException {
    Path trip = folder.resolve("july");
    TripFolder.next(trip, random);
    for (String damaged : new String[] {"{}", "{\"id\": \"x\", \"generation\": 1}", ""}) {
      Files.writeString(trip.resolve("trip.json"), damaged);
      assertThrows(IOException.class, () -> TripFolder.next(trip, random), damaged);
    }
  }
}
