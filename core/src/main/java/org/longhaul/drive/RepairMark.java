package org.longhaul.drive;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.longhaul.shipment.LegId;

/// How far the remaking of a drive has come, in a small file on the spare drive that takes its
/// place; it is there until the drive is whole.
///
/// @param drive the number of the drive that is remade
/// @param segments so many segments, from the first on, are durable
public record RepairMark(LegId leg, int drive, long segments) {
  /// The file's name on a drive.
  public static final String FILE = "repair.json";

  private static final String FORMAT = "longhaul/1 repair";

  /// Puts the mark in the place of the one before it.
  public void write(Drive on) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("format", FORMAT);
    fields.put("leg", leg.toString());
    fields.put("drive", drive);
    fields.put("segments", segments);
    SmallFile.write(on, FILE, JsonObject.write(fields));
  }

  /// Reads the mark of a drive.
  ///
  /// @throws java.nio.file.NoSuchFileException when there is none
  public static RepairMark read(Drive on) throws IOException {
    JsonObject fields =
        JsonObject.parse("%s on %s".formatted(FILE, on.name()), SmallFile.read(on, FILE));
    fields.require("format", FORMAT);
    return new RepairMark(
        Label.leg(fields, "leg"),
        (int) fields.number("drive", 0, 254),
        fields.number("segments", 0, 1L << 32));
  }
}
