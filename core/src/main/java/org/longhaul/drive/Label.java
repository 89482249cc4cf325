package org.longhaul.drive;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.longhaul.shipment.Geometry;
import org.longhaul.shipment.LegId;

/// The small public file on a drive that says what it is, to a person and to a program.
///
/// @param leg the leg that the drive belongs to
/// @param number the drive's number in the leg, from 0; the first `geometry.data()` hold data
/// @param driveName what people call the drive, such as `d01`
/// @param caseName the case that it travels in, where one was named
/// @param segmentBytes the length of a segment record
/// @param state whether the drive is complete
/// @param begun when writing began, ISO 8601 in UTC; for people only
public record Label(
    LegId leg,
    Geometry geometry,
    int number,
    String driveName,
    @Nullable String caseName,
    int segmentBytes,
    State state,
    String begun) {
  /// The file's name on a drive.
  public static final String FILE = "label.json";

  static final String FORMAT = "longhaul/1";

  /// Whether a drive can be used.
  public enum State {
    /// Being written, or left so by an interruption.
    UNFINISHED,
    /// Complete and signed.
    SEALED
  }

  /// The label as it stands on the drive.
  public byte[] written() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("format", FORMAT);
    fields.put("leg", leg.toString());
    fields.put("geometry", geometry.toString());
    fields.put("drive", number);
    fields.put("holds", number < geometry.data() ? "data" : "parity");
    fields.put("name", driveName);
    if (caseName != null) {
      fields.put("case", caseName);
    }
    fields.put("segmentBytes", segmentBytes);
    fields.put("state", state == State.SEALED ? "sealed" : "unfinished");
    fields.put("begun", begun);
    return JsonObject.write(fields);
  }

  /// Reads a label.
  ///
  /// @param where how messages call the file
  /// @throws MalformedException when it is not one, or of a version that this program does not know
  public static Label parse(String where, byte[] written) throws MalformedException {
    JsonObject fields = JsonObject.parse(where, written);
    String format = fields.text("format");
    if (!format.equals(FORMAT)) {
      throw new MalformedException(
          "%s is of format '%s'; this Longhaul reads '%s' only."
              .formatted(where, printable(format), FORMAT));
    }
    Geometry geometry = geometry(fields, "geometry");
    String state = fields.text("state");
    if (!state.equals("sealed") && !state.equals("unfinished")) {
      throw fields.wrong("state", "'sealed' or 'unfinished'");
    }
    return new Label(
        leg(fields, "leg"),
        geometry,
        (int) fields.number("drive", 0, geometry.drives() - 1L),
        printable(fields.text("name")),
        printableOrNull(fields.optionalText("case")),
        segmentBytes(fields),
        state.equals("sealed") ? State.SEALED : State.UNFINISHED,
        printable(fields.text("begun")));
  }

  static Geometry geometry(JsonObject fields, String field) throws MalformedException {
    try {
      return Geometry.parse(fields.text(field));
    } catch (IllegalArgumentException e) {
      throw fields.wrong(field, "a geometry such as 6+2");
    }
  }

  static LegId leg(JsonObject fields, String field) throws MalformedException {
    try {
      return LegId.parse(fields.text(field));
    } catch (IllegalArgumentException e) {
      throw fields.wrong(field, "a leg id");
    }
  }

  static int segmentBytes(JsonObject fields) throws MalformedException {
    int bytes =
        (int) fields.number("segmentBytes", SegmentFormat.MIN_BYTES, SegmentFormat.MAX_BYTES);
    if (Integer.bitCount(bytes) != 1) {
      throw fields.wrong("segmentBytes", "a power of two");
    }
    return bytes;
  }

  static @Nullable String printableOrNull(@Nullable String text) {
    return text == null ? null : printable(text);
  }

  /// A text from a drive, fit for a terminal: no control, format or surrogate characters.
  public static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]", "\uFFFD");
  }
}
