package org.longhaul.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The digests of all files as `sha256sum -c` reads them.
public final class Sha256Sums {
  private Sha256Sums() {}

  /// Writes a line for each name of each file.
  public static Exported write(Rows rows, OutputStream out) throws IOException {
    Exported exported = new Exported();
    rows.counted(row -> {
      if (row.content().isPresent()) {
        Row.Content content = row.content().get();
        out.write(line(content));
        exported.held(content.sizeBytes());
      }
    });
    return exported;
  }

  /// A line; names with a backslash or a line break in them are written as coreutils does.
  private static byte[] line(Row.Content content) {
    String name = new String(content.path().bytes(), StandardCharsets.ISO_8859_1);
    String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    String line =
        (escaped.equals(name) ? "" : "\\")
            + HexFormat.of().formatHex(content.sha256())
            + "  "
            + escaped
            + "\n";
    return line.getBytes(StandardCharsets.ISO_8859_1);
  }
}
