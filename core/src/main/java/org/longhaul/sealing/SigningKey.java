package org.longhaul.sealing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// A sender's secret key, Ed25519, kept as PKCS#8 in PEM so that `openssl` reads it too.
public final class SigningKey {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  /// PKCS#8 of Ed25519 begins so; the 32 bytes of the seed follow.
  private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final int SEED_BYTES = 32;

  private final byte[] seed;
  private final PrivateKey key;

  private SigningKey(byte[] seed) {
    this.seed = seed;
    try {
      key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no Ed25519.", e);
    }
  }

  public static SigningKey fresh(SecureRandom random) {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    return new SigningKey(seed);
  }

  /// Reads a PEM file.
  ///
  /// @param name how messages call it
  public static SigningKey parse(String name, String pem) throws KeyProblem {
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END);
    if (begin >= 0 && end > begin) {
      try {
        byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
        byte[] proper = new PKCS8EncodedKeySpec(encoded).getEncoded();
        if (proper.length == PKCS8.length + SEED_BYTES
            && HexFormat.of().formatHex(proper).startsWith(HexFormat.of().formatHex(PKCS8))) {
          return new SigningKey(java.util.Arrays.copyOfRange(proper, PKCS8.length, proper.length));
        }
      } catch (IllegalArgumentException e) {
        throw new KeyProblem(name + " is not a signing key: its base64 is damaged.");
      }
    }
    throw new KeyProblem(name + " is not an Ed25519 signing key in PKCS#8 PEM.");
  }

  public String pem() {
    return BEGIN
        + "\n"
        + Base64.getEncoder().encodeToString(Primitives.join(PKCS8, seed))
        + "\n"
        + END
        + "\n";
  }

  public VerifyingKey verifyingKey() {
    byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, point, 0);
    return new VerifyingKey(Primitives.join(SPKI, point));
  }

  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no Ed25519.", e);
    }
  }
}
