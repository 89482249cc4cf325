package org.longhaul.sealing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A sender's public key: Ed25519 (RFC 8032), or that and ML-DSA-65 (FIPS 204) beside it. Where
/// there are two, both signatures must hold, and the fingerprint is that of both together: one
/// cannot be left away.
///
/// @param ed25519 SubjectPublicKeyInfo in DER
/// @param mlDsa SubjectPublicKeyInfo in DER; null when there is none
public record VerifyingKey(byte[] ed25519, byte @Nullable [] mlDsa) {
  /// Every Ed25519 key in this form begins so; the 32 bytes of the point follow.
  static final byte[] ED25519_SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int ED25519_BYTES = ED25519_SPKI.length + 32;

  /// Reads keys that may come from anywhere.
  ///
  /// @param encoded one or two, Ed25519 first
  static VerifyingKey of(List<byte[]> encoded) throws KeyProblem {
    byte[] first = encoded.getFirst();
    if (first.length != ED25519_BYTES || !startsWith(first, ED25519_SPKI)) {
      throw new KeyProblem("This is not an Ed25519 public key.");
    }
    if (encoded.size() == 1) {
      return new VerifyingKey(first.clone(), null);
    }
    byte[] second = encoded.get(1);
    if (encoded.size() > 2
        || second.length != MlDsa.SPKI_BYTES
        || !startsWith(second, MlDsa.SPKI)) {
      throw new KeyProblem("Beside an Ed25519 key there is only ML-DSA-65.");
    }
    return new VerifyingKey(first.clone(), second.clone());
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  /// The keys in order.
  List<byte[]> encoded() {
    return mlDsa == null ? List.of(ed25519) : List.of(ed25519, mlDsa);
  }

  /// What people compare: `SHA256:` and the SHA-256 of the keys in hexadecimal.
  public String fingerprint() {
    byte[] all = Primitives.join(encoded().toArray(byte[][]::new));
    try {
      byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(all);
      return "SHA256:" + HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no SHA-256.", e);
    }
  }

  /// Whether the signatures are these keys' over these bytes: all of them.
  boolean verifies(byte[] message, List<byte[]> signatures) {
    return signatures.size() == encoded().size()
        && ed25519Verifies(message, signatures.getFirst())
        && (mlDsa == null || MlDsa.verifies(mlDsa, message, signatures.get(1)));
  }

  private boolean ed25519Verifies(byte[] message, byte[] signature) {
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(ed25519));
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /// The keys as `openssl` reads them.
  public String pem() {
    List<String> blocks = new ArrayList<>();
    for (byte[] key : encoded()) {
      blocks.add(
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
              + "\n-----END PUBLIC KEY-----\n");
    }
    return String.join("", blocks);
  }
}
