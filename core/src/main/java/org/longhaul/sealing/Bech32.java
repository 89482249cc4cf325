package org.longhaul.sealing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// Bech32 (BIP 173) without its limit on length: how age writes keys.
final class Bech32 {
  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int CHECKSUM = 6;
  private static final int MAX_CHARS = 4096;

  private Bech32() {}

  /// What a string says.
  ///
  /// @param prefix in lower case
  record Decoded(String prefix, byte[] data) {}

  static String encode(String prefix, byte[] data) {
    byte[] values = regroup(data, 8, 5, true);
    StringBuilder text = new StringBuilder(prefix).append('1');
    for (byte value : values) {
      text.append(ALPHABET.charAt(value));
    }
    int rest = polymod(prefix, Arrays.copyOf(values, values.length + CHECKSUM)) ^ 1;
    for (int i = CHECKSUM - 1; i >= 0; i--) {
      text.append(ALPHABET.charAt(rest >>> 5 * i & 31));
    }
    return text.toString();
  }

  static Decoded decode(String text) throws KeyProblem {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean mixed = !text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT));
    int separator = lower.lastIndexOf('1');
    if (mixed
        || separator < 1
        || lower.length() - separator <= CHECKSUM
        || text.length() > MAX_CHARS) {
      throw new KeyProblem("This is not a key as age writes them.");
    }
    String prefix = lower.substring(0, separator);
    byte[] values = new byte[lower.length() - separator - 1];
    for (int i = 0; i < values.length; i++) {
      int value = ALPHABET.indexOf(lower.charAt(separator + 1 + i));
      if (value < 0) {
        throw new KeyProblem("A key has a character in it that none can have. Was it mistyped?");
      }
      values[i] = (byte) value;
    }
    if (polymod(prefix, values) != 1) {
      throw new KeyProblem("A key's checksum does not fit. Was it mistyped, or cut short?");
    }
    byte[] groups = Arrays.copyOf(values, values.length - CHECKSUM);
    byte[] data = regroup(groups, 5, 8, false);
    if (!Arrays.equals(regroup(data, 8, 5, true), groups)) {
      throw new KeyProblem("A key is not written in its one proper form.");
    }
    return new Decoded(prefix, data);
  }

  private static int polymod(String prefix, byte[] values) {
    int sum = 1;
    byte[] letters = prefix.getBytes(StandardCharsets.US_ASCII);
    for (byte letter : letters) {
      sum = step(sum, letter >>> 5);
    }
    sum = step(sum, 0);
    for (byte letter : letters) {
      sum = step(sum, letter & 31);
    }
    for (byte value : values) {
      sum = step(sum, value);
    }
    return sum;
  }

  private static int step(int sum, int value) {
    int top = sum >>> 25;
    int next = (sum & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      if ((top >>> i & 1) == 1) {
        next ^= GENERATOR[i];
      }
    }
    return next;
  }

  private static byte[] regroup(byte[] from, int fromBits, int toBits, boolean pad) {
    int bits = from.length * fromBits;
    byte[] to = new byte[pad ? (bits + toBits - 1) / toBits : bits / toBits];
    int held = 0;
    int heldBits = 0;
    int at = 0;
    for (byte next : from) {
      held = held << fromBits | next & (1 << fromBits) - 1;
      heldBits += fromBits;
      while (heldBits >= toBits && at < to.length) {
        heldBits -= toBits;
        to[at++] = (byte) (held >>> heldBits & (1 << toBits) - 1);
      }
      held &= (1 << heldBits) - 1;
    }
    if (at < to.length) {
      to[at] = (byte) (held << toBits - heldBits);
    }
    return to;
  }
}
