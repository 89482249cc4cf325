package org.longhaul.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing array of bytes with the few encodings that Longhaul's binary files use: unsigned
/// LEB128 numbers, zigzag for signed ones, and byte strings with their length before them.
public final class ByteSink {
  private byte[] bytes = new byte[1024];
  private int length;

  /// How many bytes there are.
  public int length() {
    return length;
  }

  /// The array behind; only the first [#length] bytes count.
  public byte[] array() {
    return bytes;
  }

  public byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  public void clear() {
    length = 0;
  }

  public ByteSink raw(byte[] value) {
    return raw(value, 0, value.length);
  }

  public ByteSink raw(byte[] value, int offset, int count) {
    room(count);
    System.arraycopy(value, offset, bytes, length, count);
    length += count;
    return this;
  }

  public ByteSink octet(int value) {
    room(1);
    bytes[length++] = (byte) value;
    return this;
  }

  /// An unsigned 64-bit number, 7 bits a byte, low bits first.
  public ByteSink number(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    return this;
  }

  /// A signed 64-bit number.
  public ByteSink signed(long value) {
    return number(value << 1 ^ value >> 63);
  }

  public ByteSink bytes(byte[] value) {
    return number(value.length).raw(value);
  }

  public ByteSink text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  private void room(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }
}
