package org.longhaul.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

/// The table of all names as a Parquet file (apache/parquet-format): groups of rows, in each a
/// chunk for each column, in each one page of plain values under zstd.
///
/// Memory: one group, and about 1 KB for each group before it.
public final class ParquetTable {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int GROUP_ROWS = 1 << 17;
  private static final int GROUP_BYTES = 32 << 20;

  private final OutputStream out;
  private final int mostRows;
  private final List<ParquetChunk> chunks = new ArrayList<>();
  private final List<RowGroup> groups = new ArrayList<>();
  private long position;
  private int groupRows;
  private long rows;

  /// @param mostRows how many rows a group has at most
  ParquetTable(OutputStream out, int mostRows) throws IOException {
    this.out = out;
    this.mostRows = mostRows;
    for (Column column : Column.ALL) {
      chunks.add(new ParquetChunk(column));
    }
    put(MAGIC);
  }

  /// Writes a row for each name of the leg.
  public static Exported write(Rows from, OutputStream out) throws IOException {
    ParquetTable table = new ParquetTable(out, GROUP_ROWS);
    Exported exported = new Exported();
    from.counted(row -> {
      table.add(row);
      exported.held(row.sizeBytes() == null ? 0 : row.sizeBytes());
    });
    table.finish();
    return exported;
  }

  private void put(byte[] bytes) throws IOException {
    out.write(bytes);
    position += bytes.length;
  }

  void add(Row row) throws IOException {
    long bytes = 0;
    for (ParquetChunk chunk : chunks) {
      chunk.add(row);
      bytes += chunk.plainBytes();
    }
    groupRows++;
    if (groupRows == mostRows || bytes >= GROUP_BYTES) {
      endGroup();
    }
  }

  private void endGroup() throws IOException {
    RowGroup group = new RowGroup();
    group.setNum_rows(groupRows);
    group.setFile_offset(position);
    long plain = 0;
    long stored = 0;
    for (ParquetChunk chunk : chunks) {
      ParquetChunk.Written written = chunk.write(position, groupRows);
      put(written.bytes());
      group.addToColumns(written.chunk());
      plain += written.chunk().getMeta_data().getTotal_uncompressed_size();
      stored += written.bytes().length;
    }
    group.setTotal_byte_size(plain);
    group.setTotal_compressed_size(stored);
    groups.add(group);
    rows += groupRows;
    groupRows = 0;
  }

  /// Writes what is left, and the footer.
  void finish() throws IOException {
    if (groupRows > 0) {
      endGroup();
    }
    List<SchemaElement> schema = new ArrayList<>();
    SchemaElement top = new SchemaElement("longhaul");
    top.setNum_children(chunks.size());
    schema.add(top);
    for (Column column : Column.ALL) {
      schema.add(ParquetType.of(column.type()).element(column.name()));
    }
    FileMetaData footer = new FileMetaData(1, schema, rows, groups);
    footer.setCreated_by("Longhaul");
    long before = position;
    Util.writeFileMetaData(footer, new Counted());
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    length.putInt(Math.toIntExact(position - before));
    put(length.array());
    put(MAGIC);
  }

  /// The file, through which the position is kept.
  private final class Counted extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      put(new byte[] {(byte) octet});
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      position += length;
    }
  }
}
