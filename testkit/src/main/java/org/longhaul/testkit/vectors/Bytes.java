package org.longhaul.testkit.vectors;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Arrays of bytes, joined and written.
final class Bytes {
  private Bytes() {}

  static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  static byte[] of(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] be(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  static byte[] be(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
