package org.longhaul.sealing;

import java.util.Locale;
import java.util.Optional;

/// The secret of an `age1pq1…` recipient: a seed.
record PostQuantumIdentity(byte[] seed) implements Identity {
  static final String PREFIX = "AGE-SECRET-KEY-PQ-";
  static final int SEED_BYTES = XWing.SEED_BYTES;
  private static final int BODY_BYTES = 32;

  static PostQuantumIdentity parse(String text) throws KeyProblem {
    Bech32.Decoded decoded = Bech32.decode(text);
    if (!decoded.prefix().equals(PREFIX.toLowerCase(Locale.ROOT))
        || decoded.data().length != SEED_BYTES) {
      throw new KeyProblem("This is not a post-quantum secret key as age writes them.");
    }
    return new PostQuantumIdentity(decoded.data());
  }

  @Override
  public PostQuantumRecipient recipient() {
    return new PostQuantumRecipient(XWing.publicKey(seed));
  }

  @Override
  public String written() {
    return Bech32.encode(PREFIX.toLowerCase(Locale.ROOT), seed).toUpperCase(Locale.ROOT);
  }

  @Override
  public Optional<byte[]> unwrap(Stanza stanza) throws KeyProblem {
    if (!stanza.kind().equals(PostQuantumRecipient.KIND)) {
      return Optional.empty();
    }
    if (stanza.arguments().size() != 2 || stanza.body().length != BODY_BYTES) {
      throw Stanza.damaged();
    }
    byte[] encapsulation = stanza.argument(1, XWing.ENCAPSULATED_BYTES);
    PostQuantumRecipient.Schedule schedule =
        PostQuantumRecipient.schedule(XWing.decapsulate(seed, encapsulation));
    return Primitives.open(schedule.key(), schedule.nonce(), stanza.body());
  }
}
