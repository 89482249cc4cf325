package org.longhaul.sealing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.generators.SCrypt;

/// A passphrase: recipient and identity in one, stretched by scrypt (RFC 7914).
public record Passphrase(String phrase) implements Recipient, Identity {
  static final String KIND = "scrypt";

  /// 2^17 rounds: about 0.3 s and 128 MiB.
  private static final int WORK_LOG = 17;

  /// A leg from a stranger must not make the reader stretch for minutes.
  private static final int MOST_WORK_LOG = 18;

  private static final int SALT_BYTES = 16;
  private static final int BLOCK = 8;
  private static final int BODY_BYTES = 32;

  @Override
  public Recipient recipient() {
    return this;
  }

  @Override
  public String written() {
    return "a passphrase";
  }

  @Override
  public String toString() {
    return written();
  }

  @Override
  public Stanza wrap(byte[] fileKey, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] body = Primitives.seal(stretch(salt, WORK_LOG), new byte[12], fileKey);
    return new Stanza(List.of(KIND, Stanza.encode(salt), Integer.toString(WORK_LOG)), body);
  }

  @Override
  public Optional<byte[]> unwrap(Stanza stanza) throws KeyProblem {
    if (!stanza.kind().equals(KIND)) {
      return Optional.empty();
    }
    if (stanza.arguments().size() != 3
        || stanza.body().length != BODY_BYTES
        || !stanza.arguments().get(2).matches("[1-9][0-9]?")) {
      throw Stanza.damaged();
    }
    byte[] salt = stanza.argument(1, SALT_BYTES);
    int work = Integer.parseInt(stanza.arguments().get(2));
    if (work > MOST_WORK_LOG) {
      throw new KeyProblem(
          "The passphrase of this leg asks for 2^%d rounds of work; at most 2^%d are done for a leg"
                  .formatted(work, MOST_WORK_LOG)
              + " from elsewhere.");
    }
    return Primitives.open(stretch(salt, work), new byte[12], stanza.body());
  }

  private byte[] stretch(byte[] salt, int workLog) {
    byte[] label = "age-encryption.org/v1/scrypt".getBytes(StandardCharsets.US_ASCII);
    return SCrypt.generate(
        phrase.getBytes(StandardCharsets.UTF_8),
        Primitives.join(label, salt),
        1 << workLog,
        BLOCK,
        1,
        32);
  }

  @Override
  public boolean postQuantum() {
    return false;
  }
}
