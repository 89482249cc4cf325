package org.longhaul.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longhaul.catalogue.Entry;
import org.longhaul.shipment.TreePath;

/// Many groups of rows, as DuckDB reads them.
class ParquetTableTest {
  private static final int ROWS = 1000;
  private static final int GROUP_ROWS = 64;

  @TempDir Path folder = Path.of("");

  private static Row row(int number, Random random) {
    Entry.Attributes attributes =
        new Entry.Attributes(
            random.nextInt(0_10000), random.nextInt(), number, random.nextInt(), 7, List.of());
    Row.Kind kind = random.nextBoolean() ? Row.Kind.FILE : Row.Kind.LINK;
    byte[] sha256 = new byte[32];
    random.nextBytes(sha256);
    boolean file = kind == Row.Kind.FILE;
    return new Row(
        TreePath.of("folder/" + "n".repeat(random.nextInt(200)) + number),
        kind,
        attributes,
        file ? (Long) random.nextLong() : null,
        file ? sha256 : null,
        file ? null : "to\\".repeat(random.nextInt(3)).getBytes(StandardCharsets.UTF_8),
        file ? List.of("a", "b") : List.of(),
        null);
  }

  @Test
  void everyValueOfEveryGroupComesBack() throws IOException, SQLException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> wanted = new ArrayList<>();
    Path file = folder.resolve("t.parquet");
    try (OutputStream out = Files.newOutputStream(file)) {
      ParquetTable table = new ParquetTable(out, GROUP_ROWS);
      for (int i = 0; i < ROWS; i++) {
        Row row = row(i, random);
        table.add(row);
        StringBuilder line = new StringBuilder();
        for (Column column : Column.ALL) {
          Object value = column.value().apply(row);
          boolean time = column.type() == Column.Type.TIME;
          line.append(time ? Objects.requireNonNull(row.attributes()).mtimeSeconds() : value);
          line.append('|');
        }
        wanted.add(line.toString());
      }
      table.finish();
    }
    assertEquals(wanted, read(file), "seed " + seed);
  }

  private static List<String> read(Path file) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      try (ResultSet groups =
          statement.executeQuery(
              "SELECT num_row_groups, num_rows FROM parquet_file_metadata('%s')".formatted(file))) {
        assertTrue(groups.next());
        assertEquals((ROWS + GROUP_ROWS - 1) / GROUP_ROWS, groups.getInt(1));
        assertEquals(ROWS, groups.getInt(2));
      }
      try (ResultSet result =
          statement.executeQuery(
              "SELECT * REPLACE ((epoch_ns(mtime) - 7) // 1000000000 AS mtime) FROM '%s'"
                  .formatted(file))) {
        while (result.next()) {
          StringBuilder line = new StringBuilder();
          for (int i = 1; i <= Column.ALL.size(); i++) {
            line.append(result.getString(i)).append('|');
          }
          rows.add(line.toString());
        }
      }
    }
    return rows;
  }
}
