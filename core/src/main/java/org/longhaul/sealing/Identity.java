package org.longhaul.sealing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The secret that opens what was sealed for its recipient.
public sealed interface Identity
    permits X25519Identity, PostQuantumIdentity, SshIdentity, Passphrase {
  /// Draws a fresh post-quantum identity, the recommended kind.
  static Identity fresh(SecureRandom random) {
    byte[] seed = new byte[PostQuantumIdentity.SEED_BYTES];
    random.nextBytes(seed);
    return new PostQuantumIdentity(seed);
  }

  /// Draws a fresh identity of the classical kind, for tools that know no other.
  static Identity freshClassical(SecureRandom random) {
    byte[] secret = new byte[X25519Identity.SECRET_BYTES];
    random.nextBytes(secret);
    return new X25519Identity(secret);
  }

  /// Reads an identity file: one secret key a line; empty lines and those that begin with `#` are
  /// passed over. An OpenSSH private key file is one identity.
  ///
  /// @param name how messages call the file
  static List<Identity> parseFile(String name, byte[] content) throws KeyProblem {
    String all = new String(content, StandardCharsets.UTF_8);
    if (SshKey.isPrivate(all)) {
      return List.of(SshIdentity.parse(name, all));
    }
    List<Identity> identities = new ArrayList<>();
    int number = 0;
    for (String line : all.lines().toList()) {
      number++;
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        try {
          identities.add(parse(text));
        } catch (KeyProblem e) {
          throw new KeyProblem("%s, line %d: %s".formatted(name, number, e.getMessage()));
        }
      }
    }
    if (identities.isEmpty()) {
      throw new KeyProblem(name + " has no secret key in it.");
    }
    return identities;
  }

  /// Reads one secret key.
  static Identity parse(String text) throws KeyProblem {
    if (text.startsWith(PostQuantumIdentity.PREFIX + "1")) {
      return PostQuantumIdentity.parse(text);
    }
    if (text.startsWith(X25519Identity.PREFIX + "1")) {
      return X25519Identity.parse(text);
    }
    throw new KeyProblem("This is not a secret key: those begin with AGE-SECRET-KEY-.");
  }

  /// Whom one seals for so that this identity can open it.
  Recipient recipient();

  /// The secret in writing.
  String written();

  /// Unwraps the file key, if this stanza is for this identity.
  Optional<byte[]> unwrap(Stanza stanza) throws KeyProblem;
}
