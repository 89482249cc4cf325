package org.longhaul.testkit.vectors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.longhaul.drive.Drive;
import org.longhaul.drive.SmallFile;
import org.longhaul.sealing.Identity;
import org.longhaul.testkit.MemoryDrive;

/// A part of a leg that is replaced before it is sealed and signed, as a hostile sender would.
public enum SealedLies {
  /// The entries of the first part of the catalogue.
  ENTRIES,
  /// The catalogue's info.
  INFO,
  /// The catalogue's index.
  INDEX,
  /// The start of the first region's stream.
  BLOCKS,
  /// The signed statement.
  STATEMENT;

  /// Who opens these legs.
  public static final Identity IDENTITY = TestKeys.RECIPIENT;

  private static final long DRIVE_BYTES = 1 << 24;

  /// The part as it should be.
  public byte[] sample() {
    byte[][] seen = new byte[1][];
    LegParts parts = Legs.trio();
    replace(
        parts,
        before -> {
          seen[0] = before;
          return before;
        });
    parts.press();
    return this == BLOCKS ? parts.tree.region(1).stream() : seen[0];
  }

  /// Drives of a leg with this in its place.
  public List<Drive> drives(byte[] instead) throws IOException {
    LegParts parts = Legs.trio();
    replace(parts, before -> instead);
    List<Drive> drives = new ArrayList<>();
    for (Map.Entry<String, SortedMap<String, Node>> one : parts.press().all().entrySet()) {
      Drive drive = new MemoryDrive(one.getKey(), DRIVE_BYTES, MemoryDrive.Faults.NONE);
      for (Map.Entry<String, Node> file : one.getValue().entrySet()) {
        if (file.getValue() instanceof Node.Plain plain) {
          SmallFile.write(drive, file.getKey(), plain.content());
        }
      }
      drives.add(drive);
    }
    return drives;
  }

  private void replace(LegParts parts, java.util.function.UnaryOperator<byte[]> change) {
    CatalogueParts catalogue = parts.tree.catalogue();
    switch (this) {
      case ENTRIES -> {
        CatalogueParts.Part first = catalogue.parts.getFirst();
        byte[] plain = change.apply(first.plain());
        catalogue.parts.set(
            0, new CatalogueParts.Part(plain, first.path(), first.first(), first.count()));
      }
      case INFO -> catalogue.info = change;
      case INDEX -> catalogue.index = change;
      case BLOCKS ->
          parts.streams = (region, stream) -> region == 1 ? change.apply(stream) : stream;
      case STATEMENT ->
          parts.payload = text -> new String(change.apply(Bytes.of(text)), StandardCharsets.UTF_8);
    }
  }
}
