package org.longhaul.sealing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// The key encapsulation MLKEM768-X25519 (X-Wing, draft-connolly-cfrg-xwing-kem): safe as long as
/// either ML-KEM-768 (FIPS 203) or X25519 (RFC 7748) is.
final class XWing {
  static final int SEED_BYTES = 32;
  static final int ENCAPSULATED_BYTES = 1120;
  static final int PUBLIC_BYTES = 1216;

  private static final int MLKEM_PUBLIC_BYTES = 1184;
  private static final int MLKEM_CIPHERTEXT_BYTES = 1088;
  private static final int POINT_BYTES = 32;
  private static final byte[] LABEL = "\\.//^\\".getBytes(StandardCharsets.US_ASCII);

  private XWing() {}

  /// A shared secret of 32 bytes and what the other side needs to find it.
  record Encapsulated(byte[] secret, byte[] encapsulation) {}

  private record Expanded(MLKEMPrivateKeyParameters lattice, byte[] curve, byte[] point) {}

  private static Expanded expand(byte[] seed) {
    SHAKEDigest shake = new SHAKEDigest(256);
    shake.update(seed, 0, seed.length);
    byte[] keys = new byte[96];
    shake.doFinal(keys, 0, keys.length);
    byte[] curve = Arrays.copyOfRange(keys, 64, 96);
    byte[] point = new byte[POINT_BYTES];
    X25519.scalarMultBase(curve, 0, point, 0);
    return new Expanded(
        new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, Arrays.copyOf(keys, 64)),
        curve,
        point);
  }

  static byte[] publicKey(byte[] seed) {
    Expanded keys = expand(seed);
    return Primitives.join(keys.lattice().getPublicKey(), keys.point());
  }

  static Encapsulated encapsulate(byte[] publicKey, SecureRandom random) {
    MLKEMPublicKeyParameters lattice =
        new MLKEMPublicKeyParameters(
            MLKEMParameters.ml_kem_768, Arrays.copyOf(publicKey, MLKEM_PUBLIC_BYTES));
    byte[] point = Arrays.copyOfRange(publicKey, MLKEM_PUBLIC_BYTES, PUBLIC_BYTES);
    SecretWithEncapsulation first = new MLKEMGenerator(random).generateEncapsulated(lattice);
    byte[] secret = new byte[POINT_BYTES];
    random.nextBytes(secret);
    byte[] share = new byte[POINT_BYTES];
    X25519.scalarMultBase(secret, 0, share, 0);
    byte[] second = new byte[POINT_BYTES];
    X25519.scalarMult(secret, 0, point, 0, second, 0);
    return new Encapsulated(
        combine(first.getSecret(), second, share, point),
        Primitives.join(first.getEncapsulation(), share));
  }

  static byte[] decapsulate(byte[] seed, byte[] encapsulation) {
    Expanded keys = expand(seed);
    byte[] first =
        new MLKEMExtractor(keys.lattice())
            .extractSecret(Arrays.copyOf(encapsulation, MLKEM_CIPHERTEXT_BYTES));
    byte[] share = Arrays.copyOfRange(encapsulation, MLKEM_CIPHERTEXT_BYTES, ENCAPSULATED_BYTES);
    byte[] second = new byte[POINT_BYTES];
    X25519.scalarMult(keys.curve(), 0, share, 0, second, 0);
    return combine(first, second, share, keys.point());
  }

  private static byte[] combine(byte[] first, byte[] second, byte[] share, byte[] point) {
    SHA3Digest digest = new SHA3Digest(256);
    byte[] all = Primitives.join(first, second, share, point, LABEL);
    digest.update(all, 0, all.length);
    byte[] secret = new byte[32];
    digest.doFinal(secret, 0);
    return secret;
  }
}
