package org.longhaul.catalogue;

import java.security.MessageDigest;
import org.longhaul.sealing.Algorithms;

/// SHA-256 (FIPS 180-4), the digest of everything in Longhaul.
public final class Sha256 {
  /// The digest of no bytes at all.
  static final byte[] OF_NOTHING = of(new byte[0]);

  private Sha256() {}

  /// A fresh computation.
  public static MessageDigest start() {
    return Algorithms.sha256();
  }

  public static byte[] of(byte[] bytes) {
    return start().digest(bytes);
  }
}
