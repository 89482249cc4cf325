package org.longhaul.sealing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/// A sender's secret key: Ed25519, and ML-DSA-65 beside it where that was asked for. It is kept as
/// PKCS#8 in PEM, one block each, so that `openssl` reads the first too.
public final class SigningKey {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final Pattern BLOCK = Pattern.compile(BEGIN + "([^-]*)" + END);

  /// PKCS#8 of Ed25519 begins so; the 32 bytes of the seed follow.
  private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

  private static final int SEED_BYTES = 32;

  private final byte[] seed;
  private final byte @Nullable [] mlDsaSeed;
  private final PrivateKey key;

  private SigningKey(byte[] seed, byte @Nullable [] mlDsaSeed) {
    this.seed = seed;
    this.mlDsaSeed = mlDsaSeed;
    try {
      key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no Ed25519.", e);
    }
  }

  /// Draws an Ed25519 key.
  public static SigningKey fresh(SecureRandom random) {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    return new SigningKey(seed, null);
  }

  /// This key with a fresh ML-DSA-65 key beside it; this one if it has one already.
  public SigningKey withMlDsa(SecureRandom random) {
    if (mlDsaSeed != null) {
      return this;
    }
    byte[] second = new byte[MlDsa.SEED_BYTES];
    random.nextBytes(second);
    return new SigningKey(seed, second);
  }

  /// The form of this key that made the signatures of a sender: with ML-DSA, or as it was before
  /// that was added.
  ///
  /// @throws KeyProblem when neither is that sender's
  public SigningKey as(VerifyingKey sender) throws KeyProblem {
    SigningKey before = new SigningKey(seed, null);
    for (SigningKey form : List.of(this, before)) {
      if (form.verifyingKey().fingerprint().equals(sender.fingerprint())) {
        return form;
      }
    }
    throw new KeyProblem(
        """
        This leg was signed by %s, and only that sender can change who may open it. You sign as %s. \
        Nothing was changed.\
        """
            .formatted(sender.fingerprint(), verifyingKey().fingerprint()));
  }

  /// Reads a PEM file.
  ///
  /// @param name how messages call it
  public static SigningKey parse(String name, String pem) throws KeyProblem {
    byte[] first = null;
    byte[] second = null;
    Matcher blocks = BLOCK.matcher(pem);
    while (blocks.find()) {
      byte[] encoded = decode(name, blocks.group(1));
      if (first == null && isSeedAfter(PKCS8, encoded)) {
        first = Arrays.copyOfRange(encoded, PKCS8.length, encoded.length);
      } else if (first != null && second == null && isSeedAfter(MlDsa.PKCS8, encoded)) {
        second = Arrays.copyOfRange(encoded, MlDsa.PKCS8.length, encoded.length);
      } else {
        first = null;
        break;
      }
    }
    if (first == null) {
      throw new KeyProblem(
          "%s is not a signing key: Ed25519 in PKCS#8 PEM, and ML-DSA-65 behind it if at all."
              .formatted(name));
    }
    return new SigningKey(first, second);
  }

  private static byte[] decode(String name, String base64) throws KeyProblem {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new KeyProblem(name + " is not a signing key: its base64 is damaged.");
    }
  }

  private static boolean isSeedAfter(byte[] start, byte[] encoded) {
    return encoded.length == start.length + SEED_BYTES
        && Arrays.equals(encoded, 0, start.length, start, 0, start.length);
  }

  public String pem() {
    String first = block(Primitives.join(PKCS8, seed));
    return mlDsaSeed == null ? first : first + block(Primitives.join(MlDsa.PKCS8, mlDsaSeed));
  }

  private static String block(byte[] encoded) {
    return "%s\n%s\n%s\n".formatted(BEGIN, Base64.getEncoder().encodeToString(encoded), END);
  }

  public VerifyingKey verifyingKey() {
    byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, point, 0);
    return new VerifyingKey(
        Primitives.join(VerifyingKey.ED25519_SPKI, point),
        mlDsaSeed == null ? null : MlDsa.publicKey(mlDsaSeed));
  }

  /// One signature for each key, in their order.
  List<byte[]> sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      byte[] first = signature.sign();
      return mlDsaSeed == null ? List.of(first) : List.of(first, MlDsa.sign(mlDsaSeed, message));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no Ed25519.", e);
    }
  }
}
