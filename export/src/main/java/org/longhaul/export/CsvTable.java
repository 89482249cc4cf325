package org.longhaul.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The table of all names as comma-separated values (RFC 4180), in UTF-8, with a header. A field
/// that a row has no value for is empty.
public final class CsvTable {
  private static final String LINE_END = "\r\n";

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'")
          .toFormatter(java.util.Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private CsvTable() {}

  /// Writes a line for each name of the leg.
  public static Exported write(Rows rows, OutputStream out) throws IOException {
    String header = Column.ALL.stream().map(Column::name).collect(Collectors.joining(","));
    out.write((header + LINE_END).getBytes(StandardCharsets.UTF_8));
    Exported exported = new Exported();
    StringBuilder line = new StringBuilder();
    rows.counted(row -> {
      line.setLength(0);
      for (Column column : Column.ALL) {
        line.append(line.isEmpty() ? "" : ",");
        append(line, text(column, column.value().apply(row)));
      }
      line.append(LINE_END);
      out.write(line.toString().getBytes(StandardCharsets.UTF_8));
      exported.held(row.sizeBytes() == null ? 0 : row.sizeBytes());
    });
    return exported;
  }

  private static String text(Column column, @Nullable Object value) {
    if (value == null) {
      return "";
    }
    return switch (column.type()) {
      case MODE -> "%04o".formatted((Integer) value);
      case TIME -> TIME.format((Instant) value);
      case TEXT, NUMBER, TRUTH -> value.toString();
    };
  }

  /// Spaces at an end are quoted too: some readers would take them off.
  private static void append(StringBuilder line, String field) {
    boolean quoted = !field.isEmpty() && (field.startsWith(" ") || field.endsWith(" "));
    for (int i = 0; i < field.length() && !quoted; i++) {
      quoted = ",\"\r\n".indexOf(field.charAt(i)) >= 0;
    }
    if (quoted) {
      line.append('"').append(field.replace("\"", "\"\"")).append('"');
    } else {
      line.append(field);
    }
  }
}
