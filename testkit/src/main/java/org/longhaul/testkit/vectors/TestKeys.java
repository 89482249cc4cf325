package org.longhaul.testkit.vectors;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.longhaul.sealing.Identity;
import org.longhaul.sealing.KeyProblem;
import org.longhaul.sealing.Passphrase;
import org.longhaul.sealing.SigningKey;

/// The keys of the vectors. They are published: nothing that matters may ever be sealed with them.
final class TestKeys {
  private static final byte[] PKCS8 = {
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20
  };

  /// The recipient of most vectors: of the kind that every age tool knows.
  static final Identity RECIPIENT = Identity.freshClassical(new SeededRandom("recipient"));

  static final Identity SECOND = Identity.freshClassical(new SeededRandom("second recipient"));
  static final Identity QUANTUM = Identity.fresh(new SeededRandom("quantum recipient"));
  static final Passphrase PHRASE = new Passphrase("published, and good for tests only");
  static final String SSH_FILE = ssh(new SeededRandom("ssh recipient").bytes(32));
  static final Identity SSH = parsed(SSH_FILE);

  /// Whose legs the reader takes.
  static final SigningKey SENDER = SigningKey.fresh(new SeededRandom("sender"));

  /// The same, with ML-DSA-65 beside it.
  static final SigningKey SENDER_ML_DSA = SENDER.withMlDsa(new SeededRandom("sender, ML-DSA"));

  /// Somebody who has a signing key, whom nobody trusts.
  static final SigningKey FORGER = SigningKey.fresh(new SeededRandom("forger"));

  private TestKeys() {}

  /// All of them as files.
  static Map<String, String> files() {
    String warning = "# Published with the vectors of Longhaul: for tests only.\n";
    Map<String, String> files = new TreeMap<>();
    files.put("identity.txt", warning + written(RECIPIENT));
    files.put("second.txt", warning + written(SECOND));
    files.put("quantum.txt", warning + written(QUANTUM));
    files.put("ssh_ed25519", SSH_FILE);
    files.put("passphrase.txt", PHRASE.phrase() + "\n");
    files.put("sender.pem", SENDER.pem());
    files.put("sender-ml-dsa.pem", SENDER_ML_DSA.pem());
    files.put("forger.pem", FORGER.pem());
    files.put(
        "trusted-senders",
        warning
            + "sender "
            + SENDER.verifyingKey().fingerprint()
            + "\nsender-ml-dsa "
            + SENDER_ML_DSA.verifyingKey().fingerprint()
            + "\n");
    return files;
  }

  private static String written(Identity identity) {
    return "# public key: " + identity.recipient().written() + "\n" + identity.written() + "\n";
  }

  private static Identity parsed(String file) {
    try {
      return Identity.parseFile("ssh_ed25519", Bytes.of(file)).getFirst();
    } catch (KeyProblem e) {
      throw new IllegalStateException(e);
    }
  }

  /// An OpenSSH private key file without a passphrase (`PROTOCOL.key` of OpenSSH).
  private static String ssh(byte[] seed) {
    byte[] pkcs8 = Bytes.join(PKCS8, seed);
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getEncoder().encodeToString(pkcs8)
            + "\n-----END PRIVATE KEY-----\n";
    byte[] point;
    try {
      byte[] spki = SigningKey.parse("seed", pem).verifyingKey().ed25519();
      point = Arrays.copyOfRange(spki, spki.length - 32, spki.length);
    } catch (KeyProblem e) {
      throw new IllegalStateException(e);
    }
    byte[] kind = field(Bytes.of("ssh-ed25519"));
    byte[] secret =
        Bytes.join(
            new byte[] {0, 0, 0, 7, 0, 0, 0, 7},
            kind,
            field(point),
            field(Bytes.join(seed, point)),
            field(Bytes.of("test")));
    byte[] padding = new byte[(8 - secret.length % 8) % 8];
    for (int i = 0; i < padding.length; i++) {
      padding[i] = (byte) (i + 1);
    }
    byte[] all =
        Bytes.join(
            Bytes.of("openssh-key-v1\0"),
            field(Bytes.of("none")),
            field(Bytes.of("none")),
            field(new byte[0]),
            Bytes.be(1),
            field(Bytes.join(kind, field(point))),
            field(Bytes.join(secret, padding)));
    return "-----BEGIN OPENSSH PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(all)
        + "\n-----END OPENSSH PRIVATE KEY-----\n";
  }

  private static byte[] field(byte[] content) {
    return ByteBuffer.allocate(Integer.BYTES + content.length)
        .putInt(content.length)
        .put(content)
        .array();
  }
}
