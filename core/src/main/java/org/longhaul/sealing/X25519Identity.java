package org.longhaul.sealing;

import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// The secret of an `age1…` recipient.
record X25519Identity(byte[] secret) implements Identity {
  static final String PREFIX = "AGE-SECRET-KEY-";
  static final int SECRET_BYTES = 32;
  private static final int BODY_BYTES = 32;

  static X25519Identity parse(String text) throws KeyProblem {
    Bech32.Decoded decoded = Bech32.decode(text);
    if (!decoded.prefix().equals(PREFIX.toLowerCase(Locale.ROOT))
        || decoded.data().length != SECRET_BYTES) {
      throw new KeyProblem("This is not a secret key as age writes them.");
    }
    return new X25519Identity(decoded.data());
  }

  @Override
  public X25519Recipient recipient() {
    byte[] point = new byte[X25519Recipient.POINT_BYTES];
    X25519.scalarMultBase(secret, 0, point, 0);
    return new X25519Recipient(point);
  }

  @Override
  public String written() {
    return Bech32.encode(PREFIX.toLowerCase(Locale.ROOT), secret).toUpperCase(Locale.ROOT);
  }

  @Override
  public Optional<byte[]> unwrap(Stanza stanza) throws KeyProblem {
    if (!stanza.kind().equals(X25519Recipient.KIND)) {
      return Optional.empty();
    }
    if (stanza.arguments().size() != 2 || stanza.body().length != BODY_BYTES) {
      throw Stanza.damaged();
    }
    byte[] share = stanza.argument(1, X25519Recipient.POINT_BYTES);
    byte[] shared = new byte[X25519Recipient.POINT_BYTES];
    if (!X25519.calculateAgreement(secret, 0, share, 0, shared, 0)) {
      throw Stanza.damaged();
    }
    byte[] wrapKey = X25519Recipient.wrapKey(shared, share, recipient().point());
    return Primitives.open(wrapKey, new byte[12], stanza.body());
  }
}
