package org.longhaul.sealing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The few algorithms that age is made of, as functions over bytes.
final class Primitives {
  private Primitives() {}

  /// HKDF-SHA256 (RFC 5869).
  static byte[] hkdf(byte[] secret, byte[] salt, byte[] info, int bytes) {
    SecretKey extracted =
        new SecretKeySpec(hmac(salt.length == 0 ? new byte[32] : salt, secret), "Generic");
    return expand(extracted.getEncoded(), info, bytes);
  }

  /// The second half of HKDF alone.
  static byte[] expand(byte[] extracted, byte[] info, int bytes) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.expandOnly(new SecretKeySpec(extracted, "Generic"), info, bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HKDF-SHA256.", e);
    }
  }

  static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HMAC-SHA256.", e);
    }
  }

  /// ChaCha20-Poly1305 (RFC 8439); the tag stands behind the ciphertext.
  static byte[] seal(byte[] key, byte[] nonce, byte[] plain) {
    try {
      return chacha(Cipher.ENCRYPT_MODE, key, nonce).doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no ChaCha20-Poly1305.", e);
    }
  }

  /// Opens what [#seal] made; empty when it was not made with this key.
  static Optional<byte[]> open(byte[] key, byte[] nonce, byte[] sealed) {
    try {
      return Optional.of(chacha(Cipher.DECRYPT_MODE, key, nonce).doFinal(sealed));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no ChaCha20-Poly1305.", e);
    }
  }

  private static Cipher chacha(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
    cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
    return cipher;
  }

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
}
