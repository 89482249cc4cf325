package org.longhaul.sealing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// The `age1…` kind of recipient: a Curve25519 point.
record X25519Recipient(byte[] point) implements Recipient {
  static final String KIND = "X25519";
  static final int POINT_BYTES = 32;
  private static final String PREFIX = "age";

  static X25519Recipient parse(String text) throws KeyProblem {
    Bech32.Decoded decoded = Bech32.decode(text);
    if (!decoded.prefix().equals(PREFIX) || decoded.data().length != POINT_BYTES) {
      throw new KeyProblem("This is not a recipient of the age1 kind.");
    }
    return new X25519Recipient(decoded.data());
  }

  @Override
  public String written() {
    return Bech32.encode(PREFIX, point);
  }

  @Override
  public Stanza wrap(byte[] fileKey, SecureRandom random) {
    byte[] secret = new byte[POINT_BYTES];
    random.nextBytes(secret);
    byte[] share = new byte[POINT_BYTES];
    X25519.scalarMultBase(secret, 0, share, 0);
    byte[] shared = new byte[POINT_BYTES];
    if (!X25519.calculateAgreement(secret, 0, point, 0, shared, 0)) {
      throw new IllegalArgumentException("A recipient is a point that gives no secret.");
    }
    byte[] body = Primitives.seal(wrapKey(shared, share, point), new byte[12], fileKey);
    return new Stanza(List.of(KIND, Stanza.encode(share)), body);
  }

  static byte[] wrapKey(byte[] shared, byte[] share, byte[] recipient) {
    byte[] info = "age-encryption.org/v1/X25519".getBytes(StandardCharsets.US_ASCII);
    return Primitives.hkdf(shared, Primitives.join(share, recipient), info, 32);
  }

  @Override
  public boolean postQuantum() {
    return false;
  }
}
