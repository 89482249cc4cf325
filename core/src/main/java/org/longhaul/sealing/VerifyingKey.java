package org.longhaul.sealing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A sender's public key, Ed25519 (RFC 8032).
///
/// @param encoded its SubjectPublicKeyInfo in DER
public record VerifyingKey(byte[] encoded) {
  /// Every Ed25519 key in this form begins so; the 32 bytes of the point follow.
  private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int ENCODED_BYTES = ED25519.length + 32;

  /// Reads a key that may come from anywhere.
  public static VerifyingKey of(byte[] encoded) throws KeyProblem {
    if (encoded.length != ENCODED_BYTES
        || !Arrays.equals(encoded, 0, ED25519.length, ED25519, 0, ED25519.length)) {
      throw new KeyProblem("This is not an Ed25519 public key.");
    }
    return new VerifyingKey(encoded.clone());
  }

  /// What people compare: `SHA256:` and the SHA-256 of the key in hexadecimal.
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded);
      return "SHA256:" + HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no SHA-256.", e);
    }
  }

  /// Whether the signature is this key's over these bytes.
  public boolean verifies(byte[] message, byte[] signature) {
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /// The key as `openssl` reads it.
  public String pem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getEncoder().encodeToString(encoded)
        + "\n-----END PUBLIC KEY-----\n";
  }
}
