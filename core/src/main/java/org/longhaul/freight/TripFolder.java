package org.longhaul.freight;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.longhaul.drive.Label;
import org.longhaul.drive.Root;
import org.longhaul.sealing.StrictJson;

/// The folder of a trip on the sender's host. It numbers the legs that are packed for the trip, so
/// that whoever unpacks can tell a newer one from an older one without any clock.
public final class TripFolder {
  private static final String STATE = "trip.json";
  private static final String LOCK = "trip.lock";

  private TripFolder() {}

  /// The next leg of a trip: its generation is one more than that of the leg before, on disk before
  /// this returns. Makes the folder if there is none.
  public static Root.Trip next(Path folder, SecureRandom random) throws IOException {
    Files.createDirectories(folder);
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Root.Trip trip = lock.isValid() ? following(folder, random) : null;
      if (trip == null) {
        throw new IOException("%s could not be locked.".formatted(folder));
      }
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("id", trip.id());
      fields.put("generation", trip.generation());
      write(folder.resolve(STATE), StrictJson.write(fields));
      return trip;
    }
  }

  /// Where the newest leg of a trip is kept.
  static Path leg(Path folder, Root.Trip trip) {
    return folder.resolve("legs").resolve(Long.toString(trip.generation()));
  }

  /// The newest leg that was begun; null when there is none.
  static Root.@Nullable Trip current(Path folder) throws IOException {
    try {
      return read(folder, StrictJson.object(Files.readAllBytes(folder.resolve(STATE))));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static Root.Trip following(Path folder, SecureRandom random) throws IOException {
    Root.Trip last = current(folder);
    if (last != null) {
      return new Root.Trip(last.id(), last.name(), last.generation() + 1L);
    }
    byte[] id = new byte[16];
    random.nextBytes(id);
    return new Root.Trip(HexFormat.of().formatHex(id), name(folder), 1);
  }

  private static String name(Path folder) {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return Label.printable(last == null ? "trip" : last.toString());
  }

  private static Root.Trip read(Path folder, Map<String, Object> fields) throws IOException {
    if (fields.get("id") instanceof String id
        && id.matches("[0-9a-f]{32}")
        && fields.get("generation") instanceof Integer generation
        && generation >= 1
        && generation < Integer.MAX_VALUE) {
      return new Root.Trip(id, name(folder), generation);
    }
    throw new DriveProblem(
        "%s is damaged: it should have the trip's id and generation. Nothing was written."
            .formatted(folder.resolve(STATE)));
  }

  static void write(Path file, byte[] content) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            aside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
