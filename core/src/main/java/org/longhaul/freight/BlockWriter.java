package org.longhaul.freight;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Turns the content of a region into its stream of blocks, compressing those where it pays.
///
/// Content is put straight into the open block: read up to [#room] bytes into [#buffer] at
/// [#position], then [#advance]. One thread.
final class BlockWriter implements AutoCloseable {
  /// Where the stream goes.
  @FunctionalInterface
  interface Output {
    void put(byte[] bytes, int offset, int length) throws IOException;
  }

  /// A part of each block is compressed for a try; the block is compressed if that saves a tenth.
  private static final int SAMPLE_BYTES = 1 << 13;

  /// After so many blocks that did not pay, most are no longer tried.
  private static final int PATIENCE = 4;

  /// Then one in so many is.
  private static final int RETRY = 16;

  private static final int LEVEL = 3;

  private final Output output;
  private final byte[] plain = new byte[BlockFormat.PLAIN_BYTES];
  private final byte[] squeezed = new byte[(int) Zstd.compressBound(BlockFormat.PLAIN_BYTES)];
  private final byte[] header = new byte[BlockFormat.HEADER_BYTES];
  private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL);
  private final ZstdCompressCtx taster = new ZstdCompressCtx().setLevel(1);
  private int filled;
  private long offset;
  private int fruitless;

  BlockWriter(Output output) {
    this.output = output;
  }

  byte[] buffer() {
    return plain;
  }

  int position() {
    return filled;
  }

  int room() {
    return plain.length - filled;
  }

  void advance(int bytes) throws IOException {
    filled += bytes;
    if (filled == plain.length) {
      closeBlock();
    }
  }

  /// Where in the stream the open block begins.
  long blockOffset() {
    return offset;
  }

  /// Forgets what was learned of the content so far: another kind of content begins.
  void newContent() {
    fruitless = 0;
  }

  /// Writes the open block, if there is anything in it.
  void closeBlock() throws IOException {
    if (filled == 0) {
      return;
    }
    int length = filled;
    if (pays()) {
      int got = zstd.compressByteArray(squeezed, 0, squeezed.length, plain, 0, filled);
      if (got < filled) {
        length = got;
      }
    }
    boolean raw = length == filled;
    fruitless = raw ? fruitless + 1 : 0;
    ByteBuffer.wrap(header).putInt(filled).putInt(raw ? length : length | BlockFormat.SQUEEZED);
    output.put(header, 0, header.length);
    output.put(raw ? plain : squeezed, 0, length);
    offset += header.length + length;
    filled = 0;
  }

  private boolean pays() {
    if (fruitless >= PATIENCE && fruitless % RETRY != 0) {
      return false;
    }
    // The middle tells more than the start, where formats keep their tables.
    int sample = Math.min(SAMPLE_BYTES, filled);
    int from = (filled - sample) / 2;
    int got = taster.compressByteArray(squeezed, 0, squeezed.length, plain, from, sample);
    return got < sample - sample / 10;
  }

  /// The length of the stream so far.
  long storedBytes() {
    return offset;
  }

  @Override
  public void close() {
    zstd.close();
    taster.close();
  }
}
