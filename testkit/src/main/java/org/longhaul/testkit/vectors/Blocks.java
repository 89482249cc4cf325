package org.longhaul.testkit.vectors;

import com.github.luben.zstd.Zstd;
import org.longhaul.catalogue.ByteSink;

/// The stream of one region: blocks one after the other.
final class Blocks {
  static final int SQUEEZED = 1 << 31;

  private final ByteSink stream = new ByteSink();
  private long plainBytes;

  long storedBytes() {
    return stream.length();
  }

  long plainBytes() {
    return plainBytes;
  }

  byte[] stream() {
    return stream.copy();
  }

  /// Adds a block as it is.
  ///
  /// @return where it begins
  long plain(byte[] content) {
    return raw(content.length, content.length, content);
  }

  /// Adds a block with zstd.
  long squeezed(byte[] content) {
    byte[] frame = Zstd.compress(content, 3);
    return raw(content.length, frame.length | SQUEEZED, frame);
  }

  /// Adds a block that says anything.
  long raw(int plain, int word, byte[] content) {
    long at = stream.length();
    stream.raw(Bytes.be(plain)).raw(Bytes.be(word)).raw(content);
    plainBytes += plain;
    return at;
  }
}
