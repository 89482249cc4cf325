package org.longhaul.freight;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Reads the blocks of one region's stream, forward only. One thread.
///
/// Lengths come from sealed data, but the sender may be hostile: all are checked against the
/// format's caps, and a block decompresses into exactly the space that it names.
final class BlockReader implements AutoCloseable {
  private static final int MAX_STORED_BYTES = (int) Zstd.compressBound(BlockFormat.MAX_PLAIN_BYTES);

  private final StripeReader.Feed feed;
  private final long storedBytes;
  private final byte[] header = new byte[BlockFormat.HEADER_BYTES];
  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private byte[] plain = new byte[BlockFormat.PLAIN_BYTES];
  private byte[] stored = new byte[0];
  private int length;
  private long openOffset = -1;
  private long nextOffset;

  /// @param storedBytes the length of the stream
  BlockReader(StripeReader.Feed feed, long storedBytes) {
    this.feed = feed;
    this.storedBytes = storedBytes;
  }

  /// Opens the block that begins at `offset`; the open one stays open if that is it.
  ///
  /// @return false when it is lost, or not a block
  boolean open(long offset) throws IOException {
    if (offset == openOffset) {
      return true;
    }
    openOffset = -1;
    if (offset < 0
        || offset > storedBytes - header.length
        || !read(offset, header, header.length)) {
      return false;
    }
    int plainBytes = ByteBuffer.wrap(header).getInt();
    int word = ByteBuffer.wrap(header).getInt(Integer.BYTES);
    int bytes = word & ~BlockFormat.SQUEEZED;
    long contentAt = offset + header.length;
    if (plainBytes < 1
        || plainBytes > BlockFormat.MAX_PLAIN_BYTES
        || bytes > MAX_STORED_BYTES
        || bytes > storedBytes - contentAt) {
      return false;
    }
    plain = atLeast(plain, plainBytes);
    if (word < 0) {
      stored = atLeast(stored, bytes);
      if (!read(contentAt, stored, bytes) || !decompress(bytes, plainBytes)) {
        return false;
      }
    } else if (bytes != plainBytes || !read(contentAt, plain, bytes)) {
      return false;
    }
    length = plainBytes;
    openOffset = offset;
    nextOffset = contentAt + bytes;
    return true;
  }

  byte[] plain() {
    return plain;
  }

  int length() {
    return length;
  }

  /// Where the block after the open one begins.
  long nextOffset() {
    return nextOffset;
  }

  /// Whether a block can begin at `offset`.
  boolean inStream(long offset) {
    return offset < storedBytes;
  }

  @Override
  public void close() {
    zstd.close();
    feed.finish();
  }

  private boolean decompress(int bytes, int plainBytes) {
    try {
      return zstd.decompressByteArray(plain, 0, plainBytes, stored, 0, bytes) == plainBytes;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private boolean read(long offset, byte[] into, int count) throws IOException {
    int done = 0;
    while (done < count) {
      long at = offset + done;
      byte[] payload = feed.payload(at / feed.payloadBytes());
      if (payload == null) {
        return false;
      }
      int from = (int) (at % feed.payloadBytes());
      int take = Math.min(count - done, payload.length - from);
      System.arraycopy(payload, from, into, done, take);
      done += take;
    }
    return true;
  }

  private static byte[] atLeast(byte[] buffer, int bytes) {
    return buffer.length >= bytes ? buffer : new byte[bytes];
  }
}
