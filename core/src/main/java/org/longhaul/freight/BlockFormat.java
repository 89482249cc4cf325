package org.longhaul.freight;

/// How a region's stream is made of blocks: a header of 8 bytes (plain length; stored length, with
/// the top bit set when zstd was used; both big-endian), then the stored bytes.
final class BlockFormat {
  static final int HEADER_BYTES = 8;

  /// The most plain bytes that a block may have.
  static final int MAX_PLAIN_BYTES = 1 << 20;

  /// What this writer puts in one block.
  static final int PLAIN_BYTES = 1 << 18;

  static final int SQUEEZED = 1 << 31;

  private BlockFormat() {}

  /// The longest stream that content can come to.
  ///
  /// @param plainBytes the content
  /// @param files how many files it belongs to; each may begin a block
  static long mostStoredBytes(long plainBytes, long files) {
    long blocks =
        plainBytes / PLAIN_BYTES + 2 + Math.min(files, 2 * (plainBytes / PLAIN_BYTES + 1));
    return plainBytes + blocks * HEADER_BYTES;
  }
}
