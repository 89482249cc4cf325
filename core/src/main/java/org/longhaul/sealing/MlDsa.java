package org.longhaul.sealing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/// ML-DSA-65 (FIPS 204), with keys in the forms of RFC 9881.
final class MlDsa {
  static final int SEED_BYTES = 32;

  /// SubjectPublicKeyInfo begins so; 1,952 bytes of the key follow.
  static final byte[] SPKI =
      HexFormat.of().parseHex("308207b2300b0609608648016503040312038207a100");

  /// PKCS#8 of a seed begins so; the 32 bytes of it follow.
  static final byte[] PKCS8 =
      HexFormat.of().parseHex("3034020100300b060960864801650304031204228020");

  static final int SPKI_BYTES = SPKI.length + 1952;

  private MlDsa() {}

  static byte[] publicKey(byte[] seed) {
    return Primitives.join(SPKI, key(seed).getPublicKey());
  }

  static byte[] sign(byte[] seed, byte[] message) {
    try {
      MLDSASigner signer = new MLDSASigner();
      signer.init(true, key(seed));
      signer.update(message, 0, message.length);
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("ML-DSA refused to sign.", e);
    }
  }

  static boolean verifies(byte[] publicKey, byte[] message, byte[] signature) {
    try {
      Signature check = Signature.getInstance("ML-DSA-65");
      check.initVerify(
          KeyFactory.getInstance("ML-DSA-65").generatePublic(new X509EncodedKeySpec(publicKey)));
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static MLDSAPrivateKeyParameters key(byte[] seed) {
    return new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, seed);
  }
}
