package org.longhaul.sealing;

import java.security.SecureRandom;

/// Somebody whom a leg is sealed for: a public key, or a passphrase.
public sealed interface Recipient
    permits X25519Recipient, PostQuantumRecipient, SshRecipient, Passphrase {
  /// Reads a recipient as people write it: `age1…`, `age1pq1…` or `ssh-ed25519 …`.
  static Recipient parse(String written) throws KeyProblem {
    String text = written.strip();
    if (text.startsWith("AGE-SECRET-KEY-")) {
      throw new KeyProblem(
          "This is a secret key. Packing wants the public one, which begins with age1.");
    }
    if (text.startsWith("age1pq1")) {
      return PostQuantumRecipient.parse(text);
    }
    if (text.startsWith("age1")) {
      return X25519Recipient.parse(text);
    }
    if (text.startsWith("ssh-") || text.startsWith("ecdsa-")) {
      return SshRecipient.parse(text);
    }
    throw new KeyProblem(
        "'%s' is not a recipient: those begin with age1, age1pq1 or ssh-ed25519."
            .formatted(text.length() > 20 ? text.substring(0, 20) + "…" : text));
  }

  /// Whether a text is written as public keys are.
  static boolean isPublicKey(String written) {
    return written.startsWith("age1") || written.startsWith("ssh-");
  }

  /// How it is written in full; a passphrase has no such form and says only what it is.
  String written();

  /// Short enough for a line on a screen.
  default String display() {
    String text = written();
    int head = text.startsWith("age1pq1") ? 7 : text.startsWith("ssh-") ? 12 : 4;
    return text.length() < 20
        ? text
        : text.substring(0, head) + "…" + text.substring(text.length() - 4);
  }

  /// Wraps a file key for this recipient.
  Stanza wrap(byte[] fileKey, SecureRandom random);

  /// Whether it withstands a quantum computer. Those that do are not mixed with others.
  boolean postQuantum();
}
