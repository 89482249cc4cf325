package org.longhaul.export;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// C4 identification (SMPTE ST 2114): SHA-512 as 90 characters.
final class C4 {
  private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
  private static final int LENGTH = 90;
  private static final String PREFIX = "c4";

  private C4() {}

  /// The digest that an identification is made of.
  static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-512.", e);
    }
  }

  /// A finished digest in base 58, most significant digit first, filled up with zeros.
  static String written(byte[] sha512) {
    char[] text = new char[LENGTH];
    PREFIX.getChars(0, PREFIX.length(), text, 0);
    BigInteger rest = new BigInteger(1, sha512);
    for (int i = LENGTH - 1; i >= PREFIX.length(); i--) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      text[i] = DIGITS.charAt(parts[1].intValue());
      rest = parts[0];
    }
    return new String(text);
  }
}
