package org.longhaul.sealing;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// AES-256-GCM (NIST SP 800-38D) over whole arrays, with 96-bit nonces and 128-bit tags behind the
/// ciphertext. Not for several threads at once.
public final class SegmentCipher {
  /// The length of a nonce in bytes.
  public static final int NONCE_BYTES = 12;

  /// The length of a tag in bytes.
  public static final int TAG_BYTES = 16;

  private final Cipher cipher = Algorithms.aesGcm();

  /// Seals `length` bytes of `plain`; ciphertext and tag go to `into` from `intoOffset` on.
  ///
  /// @param nonce must never be used twice with one key
  /// @param bound what is authenticated but not encrypted
  public void seal(
      SecretKey key,
      byte[] nonce,
      byte[] bound,
      byte[] plain,
      int length,
      byte[] into,
      int intoOffset) {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
      cipher.updateAAD(bound);
      cipher.doFinal(plain, 0, length, into, intoOffset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refused to seal.", e);
    }
  }

  /// Opens ciphertext and tag, `length` bytes together, into `plain`.
  ///
  /// @return false when the seal does not hold; `plain` is then worthless
  public boolean open(
      SecretKey key,
      byte[] nonce,
      byte[] bound,
      byte[] sealed,
      int offset,
      int length,
      byte[] plain) {
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
      cipher.updateAAD(bound);
      cipher.doFinal(sealed, offset, length, plain, 0);
      return true;
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refused to open.", e);
    }
  }
}
