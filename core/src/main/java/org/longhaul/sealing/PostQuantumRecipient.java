package org.longhaul.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;

/// The `age1pq1…` kind of recipient: a hybrid key that also withstands quantum computers.
///
/// The file key is sealed by HPKE (RFC 9180) in base mode with MLKEM768-X25519, HKDF-SHA256 and
/// ChaCha20-Poly1305, as the C2SP specification of age says.
record PostQuantumRecipient(byte[] key) implements Recipient {
  static final String KIND = "mlkem768x25519";
  private static final String PREFIX = "age1pq";

  private static final byte[] INFO =
      "age-encryption.org/mlkem768x25519".getBytes(StandardCharsets.US_ASCII);

  /// "HPKE", then the numbers of the KEM, the KDF and the AEAD in the HPKE registry.
  private static final byte[] SUITE =
      ByteBuffer.allocate(10)
          .put("HPKE".getBytes(StandardCharsets.US_ASCII))
          .putShort((short) 0x647A)
          .putShort((short) 0x0001)
          .putShort((short) 0x0003)
          .array();

  static PostQuantumRecipient parse(String text) throws KeyProblem {
    Bech32.Decoded decoded = Bech32.decode(text);
    if (!decoded.prefix().equals(PREFIX) || decoded.data().length != XWing.PUBLIC_BYTES) {
      throw new KeyProblem("This is not a recipient of the age1pq1 kind.");
    }
    return new PostQuantumRecipient(decoded.data());
  }

  @Override
  public String written() {
    return Bech32.encode(PREFIX, key);
  }

  @Override
  public Stanza wrap(byte[] fileKey, SecureRandom random) {
    XWing.Encapsulated shared = XWing.encapsulate(key, random);
    Schedule schedule = schedule(shared.secret());
    byte[] body = Primitives.seal(schedule.key(), schedule.nonce(), fileKey);
    return new Stanza(List.of(KIND, Stanza.encode(shared.encapsulation())), body);
  }

  /// What HPKE derives from a shared secret for its first message.
  record Schedule(byte[] key, byte[] nonce) {}

  static Schedule schedule(byte[] shared) {
    byte[] none = new byte[0];
    byte[] context =
        Primitives.join(
            new byte[] {0}, extract(none, "psk_id_hash", none), extract(none, "info_hash", INFO));
    byte[] secret = extract(shared, "secret", none);
    return new Schedule(
        expand(secret, "key", context, 32), expand(secret, "base_nonce", context, 12));
  }

  private static byte[] extract(byte[] salt, String label, byte[] input) {
    byte[] all = Primitives.join(ascii("HPKE-v1"), SUITE, ascii(label), input);
    return Primitives.hmac(salt.length == 0 ? new byte[32] : salt, all);
  }

  private static byte[] expand(byte[] secret, String label, byte[] context, int bytes) {
    byte[] length = ByteBuffer.allocate(2).putShort((short) bytes).array();
    byte[] info = Primitives.join(length, ascii("HPKE-v1"), SUITE, ascii(label), context);
    return Primitives.expand(secret, info, bytes);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public boolean postQuantum() {
    return true;
  }
}
