package org.longhaul.sealing;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// The secret of an `ssh-ed25519` recipient.
///
/// @param seed 32 bytes
/// @param file the OpenSSH private key file that it came from
record SshIdentity(byte[] seed, String file) implements Identity {
  private static final int BODY_BYTES = 32;

  static SshIdentity parse(String name, String content) throws KeyProblem {
    return new SshIdentity(SshKey.parsePrivate(name, content), content);
  }

  @Override
  public SshRecipient recipient() {
    byte[] point = new byte[SshKey.POINT_BYTES];
    Ed25519.generatePublicKey(seed, 0, point, 0);
    return new SshRecipient(point);
  }

  @Override
  public String written() {
    return file;
  }

  @Override
  public Optional<byte[]> unwrap(Stanza stanza) throws KeyProblem {
    if (!stanza.kind().equals(SshKey.KIND)) {
      return Optional.empty();
    }
    if (stanza.arguments().size() != 3 || stanza.body().length != BODY_BYTES) {
      throw Stanza.damaged();
    }
    byte[] point = recipient().point();
    byte[] share = stanza.argument(2, SshKey.POINT_BYTES);
    if (!Arrays.equals(stanza.argument(1, 4), SshKey.tag(point))) {
      return Optional.empty();
    }
    byte[] first = new byte[SshKey.POINT_BYTES];
    byte[] shared = new byte[SshKey.POINT_BYTES];
    if (!X25519.calculateAgreement(scalar(), 0, share, 0, first, 0)
        || !X25519.calculateAgreement(SshKey.tweak(point), 0, first, 0, shared, 0)) {
      throw Stanza.damaged();
    }
    return Primitives.open(SshKey.wrapKey(shared, share, point), new byte[12], stanza.body());
  }

  /// What RFC 8032 makes of a seed.
  private byte[] scalar() {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-512").digest(seed), 32);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no SHA-512.", e);
    }
  }
}
