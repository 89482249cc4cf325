package org.longhaul.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longhaul.cli.Terminal.Said;

/// The tables of all names, read by DuckDB.
class ExportedTablesTest {
  private static final String TYPES =
      "{'path':'VARCHAR','path_escaped':'BOOLEAN','kind':'VARCHAR','size':'BIGINT',"
          + "'mode':'VARCHAR','uid':'BIGINT','gid':'BIGINT','mtime':'VARCHAR',"
          + "'sha256':'VARCHAR','target':'VARCHAR','target_escaped':'BOOLEAN',"
          + "'drives':'VARCHAR','left_out':'VARCHAR'}";

  private static final String CHECK =
      """
      import csv, hashlib, os, re, stat, sys, time
      tree, table = os.fsencode(sys.argv[1]), sys.argv[2]
      def raw(text):
          out, at = b'', 0
          for hit in re.finditer(r'\\\\(\\\\|x[0-9a-f]{2})', text):
              out += text[at:hit.start()].encode()
              out += b'\\\\' if hit[1] == '\\\\' else bytes([int(hit[1][1:], 16)])
              at = hit.end()
          return out + text[at:].encode()
      rows = {}
      with open(table, newline='', encoding='utf-8') as file:
          for row in csv.DictReader(file, strict=True):
              path = raw(row['path'])
              assert (row['path_escaped'] == 'true') == (path.decode(errors='replace') != row['path']), row
              assert path not in rows, row
              rows[path] = row
      seen, inodes = set(), {}
      for folder, folders, files in os.walk(tree):
          for name in [b''] * (folder == tree) + folders + files:
              full = os.path.join(folder, name)
              path = os.path.relpath(full, tree)
              seen.add(path)
              row, status = rows[path], os.lstat(full)
              assert int(row['mode'], 8) == stat.S_IMODE(status.st_mode), row
              assert (int(row['uid']), int(row['gid'])) == (status.st_uid, status.st_gid), row
              day, nanos = row['mtime'].rstrip('Z').split('.')
              seconds = status.st_mtime_ns // 10**9
              assert int(nanos) == status.st_mtime_ns % 10**9 and len(nanos) == 9, row
              assert day == time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(seconds)), row
              if stat.S_ISREG(status.st_mode):
                  content = open(full, 'rb').read()
                  assert int(row['size']) == len(content), row
                  assert row['sha256'] == hashlib.sha256(content).hexdigest(), row
                  assert (row['drives'] == '') == (not content), row
                  if row['kind'] == 'hard link':
                      assert os.path.samefile(full, os.path.join(tree, raw(row['target']))), row
                  else:
                      assert row['kind'] == 'file' and row['target'] == '', row
              elif stat.S_ISLNK(status.st_mode):
                  assert row['kind'] == 'link' and raw(row['target']) == os.readlink(full), row
              else:
                  assert row['kind'] == 'folder' and row['size'] == '', row
      assert seen == set(rows), seen ^ set(rows)
      assert sum(row['kind'] == 'hard link' for row in rows.values()) == 2
      """;

  @TempDir Path folder = Path.of("");

  private Terminal packed() throws IOException {
    Terminal terminal = new Terminal(folder);
    OddTree.pack(terminal, OddTree.Also.values());
    return terminal;
  }

  private static List<String> ask(Statement statement, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          row.append(i == 1 ? "" : "|").append(result.getString(i));
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }

  @Test
  void bothTablesSayTheSame() throws IOException, SQLException {
    Terminal terminal = packed();
    Said csv = terminal.longhaul("manifest", "d2", "--csv", "--out", "t.csv");
    assertEquals(0, csv.status(), csv.all());
    Said parquet = terminal.longhaul("manifest", "d2", "--parquet", "--out", "t.parquet");
    assertEquals(0, parquet.status(), parquet.all());
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      String fromCsv =
          "read_csv('%s', header=true, quote='\"', escape='\"', new_line='\\r\\n', columns=%s)"
              .formatted(terminal.at("t.csv"), TYPES);
      String fromParquet = "read_parquet('%s')".formatted(terminal.at("t.parquet"));
      String columns =
          "path, path_escaped, kind, size, %s, uid, gid, sha256, target, target_escaped, drives,"
              + " left_out";
      List<String> csvRows =
          ask(statement, "SELECT " + columns.formatted("mode") + " FROM " + fromCsv);
      List<String> parquetRows =
          ask(
              statement,
              "SELECT " + columns.formatted("printf('%04o', mode)") + " FROM " + fromParquet);
      assertEquals(csvRows, parquetRows);
      assertEquals(
          List.of("far"),
          ask(statement, "SELECT path FROM " + fromParquet + " WHERE mtime IS NULL"));
      String nanos = "SELECT epoch_ns(CAST(%s AS TIMESTAMP_NS)) FROM %s WHERE path <> 'far'";
      assertEquals(
          ask(statement, nanos.formatted("rtrim(mtime, 'Z')", fromCsv)),
          ask(statement, nanos.formatted("mtime", fromParquet)));
    }
  }

  /// Python's reader of CSV against Python's view of the tree.
  @Test
  void theTableIsTheTree() throws IOException {
    Terminal terminal = packed();
    Said checked =
        terminal.script(
            "\"$@\" manifest d1 --csv --out t.csv && python3 - data t.csv <<'END'\n"
                + CHECK
                + "END\n");
    assertEquals(0, checked.status(), checked.all());
  }

  @Test
  void nothingIsOverwrittenAndBinaryNeedsAFile() throws IOException {
    Terminal terminal = packed();
    Files.writeString(terminal.at("there"), "mine");
    Said refused = terminal.longhaul("manifest", "d1", "--csv", "--out", "there");
    assertEquals(ExitCode.DRIVES.number(), refused.status(), refused.all());
    assertEquals("mine", Files.readString(terminal.at("there")));
    Said usage = terminal.longhaul("manifest", "d1", "--parquet");
    assertEquals(ExitCode.USAGE.number(), usage.status(), usage.all());
    Said two = terminal.longhaul("manifest", "d1", "--parquet", "--csv");
    assertEquals(ExitCode.USAGE.number(), two.status(), two.all());
    Said json = terminal.longhaul("manifest", "d1", "--csv", "--out", "t.csv", "--json");
    assertEquals(0, json.status(), json.all());
    assertTrue(json.out().contains("\"event\":\"exported\""), json.out());
    Said piped = terminal.longhaul("manifest", "d1", "--csv");
    assertEquals(Files.readString(terminal.at("t.csv")), piped.out());
    assertFalse(terminal.names(".").contains(".t.csv.part"));
  }

  @Test
  void theHelpSaysHowNamesAreWritten() throws IOException {
    Said help = new Terminal(folder).longhaul("manifest", "--help");
    assertEquals(0, help.status());
    assertTrue(help.out().contains(" %0D, ") && !help.out().contains("%%"), help.out());
    assertFalse(help.all().contains("picocli"), help.all());
  }

  @Test
  void everyNameIsInTheDigests() throws IOException {
    Terminal terminal = packed();
    OddTree.unpack(terminal, "copy");
    Said checked =
        terminal.script(
            "\"$@\" manifest d3 --sha256 --out sums && cd copy"
                + " && sha256sum -c --strict --quiet ../sums"
                + " && test $(wc -l <../sums) = $(find . -type f -printf . | wc -c)");
    assertEquals(0, checked.status(), checked.all());
  }
}
