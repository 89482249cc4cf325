package org.longhaul.sealing;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// The `ssh-ed25519` kind of recipient: a key that people have for SSH.
record SshRecipient(byte[] point) implements Recipient {
  static SshRecipient parse(String text) throws KeyProblem {
    return new SshRecipient(SshKey.parsePublic(text));
  }

  @Override
  public String written() {
    return SshKey.KIND + " " + Base64.getEncoder().encodeToString(SshKey.wire(point));
  }

  @Override
  public Stanza wrap(byte[] fileKey, SecureRandom random) {
    byte[] secret = new byte[SshKey.POINT_BYTES];
    random.nextBytes(secret);
    byte[] share = new byte[SshKey.POINT_BYTES];
    X25519.scalarMultBase(secret, 0, share, 0);
    byte[] first = new byte[SshKey.POINT_BYTES];
    byte[] shared = new byte[SshKey.POINT_BYTES];
    if (!X25519.calculateAgreement(secret, 0, SshKey.montgomery(point), 0, first, 0)
        || !X25519.calculateAgreement(SshKey.tweak(point), 0, first, 0, shared, 0)) {
      throw new IllegalArgumentException("A recipient is a point that gives no secret.");
    }
    byte[] body = Primitives.seal(SshKey.wrapKey(shared, share, point), new byte[12], fileKey);
    return new Stanza(
        List.of(SshKey.KIND, Stanza.encode(SshKey.tag(point)), Stanza.encode(share)), body);
  }

  @Override
  public boolean postQuantum() {
    return false;
  }
}
