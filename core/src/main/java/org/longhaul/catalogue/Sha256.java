package org.longhaul.catalogue;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 (FIPS 180-4), the digest of everything in Longhaul.
public final class Sha256 {
  /// The digest of no bytes at all.
  static final byte[] OF_NOTHING = of(new byte[0]);

  private Sha256() {}

  /// A fresh computation.
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256.", e);
    }
  }

  public static byte[] of(byte[] bytes) {
    return start().digest(bytes);
  }
}
