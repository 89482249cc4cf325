package org.longhaul.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.longhaul.drive.MalformedException;

/// Reads what [ByteSink] wrote, trusting nothing: every read is checked against the end, every
/// length against a cap.
public final class ByteSource {
  private final String where;
  private final byte[] bytes;
  private final int end;
  private int at;

  /// @param where how messages call the bytes
  public ByteSource(String where, byte[] bytes, int from, int end) {
    this.where = where;
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  public boolean atEnd() {
    return at == end;
  }

  public int octet() throws MalformedException {
    need(1);
    return bytes[at++] & 0xFF;
  }

  public byte[] raw(int count) throws MalformedException {
    need(count);
    at += count;
    return Arrays.copyOfRange(bytes, at - count, at);
  }

  public long number() throws MalformedException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = octet();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        if (shift > 0 && next == 0 || shift == 63 && next > 1) {
          throw wrong("a number is not written in its shortest form");
        }
        return value;
      }
    }
    throw wrong("a number has more than 64 bits");
  }

  /// A number from 0 to `most`.
  public long number(long most) throws MalformedException {
    long value = number();
    if (value < 0 || value > most) {
      throw wrong("a number is out of its range");
    }
    return value;
  }

  public int small(int most) throws MalformedException {
    return (int) number(most);
  }

  public long signed() throws MalformedException {
    long value = number();
    return value >>> 1 ^ -(value & 1);
  }

  public byte[] bytes(int most) throws MalformedException {
    return raw(small(most));
  }

  public String text(int most) throws MalformedException {
    return new String(bytes(most), StandardCharsets.UTF_8);
  }

  public MalformedException wrong(String what) {
    return new MalformedException(where + ": " + what + ".");
  }

  private void need(int count) throws MalformedException {
    if (count > end - at) {
      throw wrong("it ends in the middle of something");
    }
  }
}
