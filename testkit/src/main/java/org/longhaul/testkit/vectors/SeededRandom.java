package org.longhaul.testkit.vectors;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.longhaul.catalogue.Sha256;

/// Numbers that look random and are the same each time: SHA-256 of a name and a counter. What is
/// drawn for one name does not change when something else is drawn too.
final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1;

  private final byte[] name;
  private long counter;

  SeededRandom(String name) {
    this.name = name.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    for (int at = 0; at < bytes.length; at += 32) {
      MessageDigest digest = Sha256.start();
      digest.update(name);
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(counter++).array());
      System.arraycopy(digest.digest(), 0, bytes, at, Math.min(32, bytes.length - at));
    }
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    nextBytes(bytes);
    return bytes;
  }
}
