package org.longhaul.export;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/// The values of one column in one group of rows, as they gather.
final class ParquetChunk {
  private static final int ZSTD_LEVEL = 3;
  private static final long NANOS = 1_000_000_000;

  /// The seconds whose nanoseconds fit in 64 bits: the years 1678 to 2261.
  private static final long MOST_SECONDS = Long.MAX_VALUE / NANOS - 1;

  private final Column column;
  private final ParquetType type;
  private final ByteArrayOutputStream values = new ByteArrayOutputStream();
  private final ByteBuffer number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
  private final RunLengths levels = new RunLengths();
  private final BitSet truths = new BitSet();
  private int truthCount;

  ParquetChunk(Column column) {
    this.column = column;
    this.type = ParquetType.of(column.type());
  }

  /// A finished chunk.
  record Written(byte[] bytes, ColumnChunk chunk) {}

  long plainBytes() {
    return (long) values.size() + truthCount / Byte.SIZE;
  }

  void add(Row row) {
    Object value = column.value().apply(row);
    boolean there = value != null && put(value);
    levels.add(there ? 1 : 0);
  }

  private boolean put(Object value) {
    number.clear();
    switch (type) {
      case TEXT -> {
        byte[] text = ((String) value).getBytes(StandardCharsets.UTF_8);
        values.write(number.putInt(text.length).array(), 0, Integer.BYTES);
        values.writeBytes(text);
      }
      case LONG -> values.writeBytes(number.putLong((Long) value).array());
      case INT -> values.write(number.putInt((Integer) value).array(), 0, Integer.BYTES);
      case BOOLEAN -> truths.set(truthCount++, (Boolean) value);
      case NANOS -> {
        Instant time = (Instant) value;
        if (Math.abs(time.getEpochSecond()) > MOST_SECONDS) {
          return false;
        }
        long nanos = time.getEpochSecond() * NANOS + time.getNano();
        values.writeBytes(number.putLong(nanos).array());
      }
    }
    return true;
  }

  /// Ends the chunk, and begins the next.
  ///
  /// @param at where in the file it will lie
  Written write(long at, int rows) throws IOException {
    byte[] page = page();
    byte[] stored = Zstd.compress(page, ZSTD_LEVEL);
    PageHeader header = new PageHeader(PageType.DATA_PAGE, page.length, stored.length);
    header.setData_page_header(
        new DataPageHeader(rows, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(stored.length + 64);
    Util.writePageHeader(header, bytes);
    int headerBytes = bytes.size();
    bytes.writeBytes(stored);
    ColumnMetaData about =
        new ColumnMetaData(
            type.physical(),
            List.of(Encoding.PLAIN, Encoding.RLE),
            List.of(column.name()),
            CompressionCodec.ZSTD,
            rows,
            headerBytes + (long) page.length,
            bytes.size(),
            at);
    ColumnChunk chunk = new ColumnChunk(at);
    chunk.setMeta_data(about);
    values.reset();
    truths.clear();
    truthCount = 0;
    return new Written(bytes.toByteArray(), chunk);
  }

  private byte[] page() {
    byte[] runs = levels.end();
    ByteArrayOutputStream page = new ByteArrayOutputStream(runs.length + values.size() + 8);
    page.write(number.clear().putInt(runs.length).array(), 0, Integer.BYTES);
    page.writeBytes(runs);
    if (type == ParquetType.BOOLEAN) {
      byte[] bits = truths.toByteArray();
      page.writeBytes(java.util.Arrays.copyOf(bits, (truthCount + Byte.SIZE - 1) / Byte.SIZE));
    } else {
      page.writeBytes(values.toByteArray());
    }
    return page.toByteArray();
  }

  /// Which rows have a value: runs of 1 or 0, as Parquet's RLE encoding of one-bit levels has them.
  private static final class RunLengths {
    private final ByteArrayOutputStream runs = new ByteArrayOutputStream();
    private int value;
    private int length;

    void add(int level) {
      if (level != value) {
        endRun();
        value = level;
      }
      length++;
    }

    private void endRun() {
      if (length > 0) {
        int head = length << 1;
        while (head > 0x7F) {
          runs.write(head & 0x7F | 0x80);
          head >>>= 7;
        }
        runs.write(head);
        runs.write(value);
        length = 0;
      }
    }

    byte[] end() {
      endRun();
      byte[] bytes = runs.toByteArray();
      runs.reset();
      return bytes;
    }
  }
}
