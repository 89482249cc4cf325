package org.longhaul.export;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.Entry;
import org.longhaul.shipment.TreePath;

/// A column of the table of all names, the same in CSV and in Parquet.
///
/// @param value of a row; null where a row has none
record Column(String name, Type type, Function<Row, @Nullable Object> value) {

  /// What the values of a column are.
  enum Type {
    /// A `String`.
    TEXT,
    /// A `Long`.
    NUMBER,
    /// An `Integer`, written in octal where it is written as text.
    MODE,
    /// A `Boolean`.
    TRUTH,
    /// An [Instant].
    TIME
  }

  static final List<Column> ALL =
      List.of(
          new Column("path", Type.TEXT, row -> shown(row.path())),
          new Column("path_escaped", Type.TRUTH, row -> isEscaped(row.path().bytes())),
          new Column("kind", Type.TEXT, row -> row.kind().words()),
          new Column("size", Type.NUMBER, Row::sizeBytes),
          new Column("mode", Type.MODE, of(Entry.Attributes::mode)),
          new Column("uid", Type.NUMBER, of(it -> Integer.toUnsignedLong(it.uid()))),
          new Column("gid", Type.NUMBER, of(it -> Integer.toUnsignedLong(it.gid()))),
          new Column("mtime", Type.TIME, of(Column::time)),
          new Column("sha256", Type.TEXT, row -> hex(row.sha256())),
          new Column("target", Type.TEXT, row -> shown(row.target())),
          new Column("target_escaped", Type.TRUTH, Column::isTargetEscaped),
          new Column("drives", Type.TEXT, Column::drives),
          new Column("left_out", Type.TEXT, Column::reason));

  private static Function<Row, @Nullable Object> of(Function<Entry.Attributes, Object> attribute) {
    return row -> {
      Entry.Attributes attributes = row.attributes();
      return attributes == null ? null : attribute.apply(attributes);
    };
  }

  private static String shown(TreePath path) {
    return path.isTop() ? "." : path.display();
  }

  private static @Nullable String shown(byte @Nullable [] bytes) {
    return bytes == null ? null : TreePath.displayed(bytes);
  }

  private static boolean isEscaped(byte[] bytes) {
    return !Arrays.equals(
        bytes, TreePath.displayed(bytes).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static @Nullable Boolean isTargetEscaped(Row row) {
    byte[] target = row.target();
    return target == null ? null : isEscaped(target);
  }

  private static @Nullable String hex(byte @Nullable [] bytes) {
    return bytes == null ? null : HexFormat.of().formatHex(bytes);
  }

  /// File systems can hold seconds that no calendar has.
  private static Instant time(Entry.Attributes attributes) {
    long seconds =
        Math.clamp(
            attributes.mtimeSeconds(), Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond());
    return Instant.ofEpochSecond(seconds, attributes.mtimeNanos());
  }

  private static @Nullable String drives(Row row) {
    return row.drives().isEmpty() ? null : String.join(";", row.drives());
  }

  private static @Nullable String reason(Row row) {
    Entry.Reason reason = row.reason();
    return reason == null ? null : reason.words();
  }
}
