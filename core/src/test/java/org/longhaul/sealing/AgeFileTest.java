package org.longhaul.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A secret that is wrapped opens with the right identity and no other, and is a genuine age file.
class AgeFileTest {
  private final long seed = new Random().nextLong();
  private final SecureRandom random = new SecureRandom();
  private final byte[] secret =
      "thirty-two bytes of a leg's key.".getBytes(StandardCharsets.US_ASCII);

  static Stream<Identity> identities() {
    SecureRandom random = new SecureRandom();
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    return Stream.of(
        Identity.fresh(random),
        Identity.freshClassical(random),
        new SshIdentity(seed, ""),
        new Passphrase("a phrase"));
  }

  @ParameterizedTest
  @MethodSource("identities")
  void theRightIdentityOpens(Identity identity) throws IOException {
    byte[] file = AgeFile.wrap(secret, List.of(identity.recipient()), random);
    assertArrayEquals(secret, AgeFile.unwrap(file, List.of(identity)));
  }

  @ParameterizedTest
  @MethodSource("identities")
  void noOtherIdentityOpens(Identity identity) throws IOException {
    byte[] file = AgeFile.wrap(secret, List.of(identity.recipient()), random);
    List<Identity> others =
        List.of(Identity.fresh(random), Identity.freshClassical(random), new Passphrase("another"));
    assertThrows(KeyProblem.class, () -> AgeFile.unwrap(file, others));
  }

  @Test
  void anyOfSeveralRecipientsOpens() throws IOException {
    List<Identity> three =
        List.of(Identity.fresh(random), Identity.fresh(random), Identity.fresh(random));
    byte[] file = AgeFile.wrap(secret, three.stream().map(Identity::recipient).toList(), random);
    for (Identity identity : three) {
      assertArrayEquals(secret, AgeFile.unwrap(file, List.of(identity)));
    }
  }

  @Test
  void noBitOfAWrappedKeyCanBeFlipped() throws IOException {
    Identity identity = Identity.freshClassical(random);
    byte[] file = AgeFile.wrap(secret, List.of(identity.recipient()), random);
    for (int bit = 0; bit < 8 * file.length; bit++) {
      byte[] changed = file.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThrows(
          KeyProblem.class, () -> AgeFile.unwrap(changed, List.of(identity)), "bit " + bit);
    }
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThrows(KeyProblem.class, () -> AgeFile.unwrap(cut, List.of(identity)));
    }
  }

  @Test
  void someBitsOfAPostQuantumKeyFlipped() throws IOException {
    Random bits = new Random(seed);
    Identity identity = Identity.fresh(random);
    byte[] file = AgeFile.wrap(secret, List.of(identity.recipient()), random);
    for (int i = 0; i < 200; i++) {
      byte[] changed = file.clone();
      int bit = bits.nextInt(8 * file.length);
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThrows(
          KeyProblem.class,
          () -> AgeFile.unwrap(changed, List.of(identity)),
          "bit " + bit + ", seed " + seed);
    }
  }

  @Test
  void kindsAreNotMixed() {
    Recipient quantum = Identity.fresh(random).recipient();
    Recipient classical = Identity.freshClassical(random).recipient();
    Recipient phrase = new Passphrase("a phrase");
    assertThrows(KeyProblem.class, () -> AgeFile.wrap(secret, List.of(quantum, classical), random));
    assertThrows(KeyProblem.class, () -> AgeFile.wrap(secret, List.of(phrase, classical), random));
  }

  /// The pairs of secret and public key that the C2SP specification of age prints.
  @Test
  void thePublishedKeysAreUnderstood() throws IOException {
    Identity classical =
        Identity.parse(
            "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX");
    assertEquals(
        "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
        classical.recipient().written());
    Identity quantum =
        Identity.parse(
            "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR");
    String recipient = quantum.recipient().written();
    assertTrue(
        recipient.startsWith("age1pq1x34nzsvr0rxjsgdn8zgyhfe8j7ceq5r9rdelkjuh3y235jzxshfg87"));
    assertTrue(recipient.endsWith("zk3tlhl53k2ykx3qheyty7saeq0d3fzv49zc0k"));
    assertEquals(recipient, Recipient.parse(recipient).written());
  }

  /// The stanza that the same specification prints opens with the identity that it prints.
  @Test
  void thePublishedPostQuantumStanzaOpens() throws IOException {
    Identity identity =
        Identity.parse(
            "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR");
    String encapsulated =
        "U7E10Aon27j1oDrH7fP3B++SPROSnDVvQpBemzOM+ZcsojxJifUbeeYWejMYKNB+H3rlXNvgtDKfSCkt78oq"
            + "ncr3faY1JtMj0GQPBZ2g6t8o1cMzZgyLMepeVuTQKxLqnM6L48n8dJL2y0N3i7WSOV6csB79r9tcIs88Al9i"
            + "CwVLpt74OzDXAIwD1QlCAvj75ZEnwtgP6Xr6s+wHg9hLD0OSSQOaTdCqzR5shQWyrjVs7GCqd/5WbNGYNaol"
            + "PQJBu9wTNhHjP9XGCTv8iKXkYwXDYujInkF5hOjpCHE8Vu+9UeMI+l0GJAEervT51bwaf288GiqgapP5g4HF"
            + "8V4P0+03B/SwXhvxxZpKjTU2OcFS8I9chtEZ7Ucw5bvPkC1lyjNnqQXZyc4JnAqbFQTlPGnwbEsm0UGE+v0F"
            + "OxTBznIivHoPHV++5PuYpombiV/lfYy8BFx0Hk1igNI3iLNjlIg4MLXNWjN3VROlXIiSsWNXjr/Frh/OE87P"
            + "XoaKhsDPWfv6akd9PxSDqJMQ4j8k11kCSOnnU8Rw4TSVnTpt7gfYzBULrMr7qDgyH/TYvp0o7mAq4IaraFJm"
            + "Tqm+LjfAJT4PCQOpnMNRHLyXZn6mtMUujNv7+zR/I9Vqi+bJdQBwNWdJcUQVarqx2zxV2rM7l+j0gsmxjxp5"
            + "yAPyALzla7XzVvbboLMnHeM+CzN4GoB2PC4neVDSw7Dfs8vbm7f9CeDGvhjWrzcSCOsUCalvH1WkbpE0b9cE"
            + "/TSJqwXFXEc8npTSQWH58RXDALNF3qCbW5LaboD4wCloClEakgljT0s0mTdqIwzj4xtdlX0S2dCtaV5MHQJi"
            + "QHGwPvBSCiIsh8ZWJPwZ7Ron7xoWgNI0lXRqhKm7fvFNCzF+Ray2kOyKWHbsMy3a5Zx3yZxCGFwexAxgYfAH"
            + "9HJ1raHi1XYGpNpBlDXg47U1y4uU7RBeBb4ewETv/B/p8sGW88tIY87dHM2xHjnntGXLvkCIkmjXGNULAVYH"
            + "xDPJTygxSF7uTVPYCBUk5KeLnDVcgWF8p/wxigza47ptMtpVtm9ZrSEu9vzOnaTN3KO75RkkLuZszhXfmMZ4"
            + "6NQrdS7Y6duCiN501BnR5BUC4dX4iMxchix6aLN3pKv6UOEwwcx2aSF4Ib963MAtTPEjhqe+dt0VcTar/08u"
            + "LWv1kQQueFaEGet4KQ975ZqaoU3PmZH9gqTOumX1EKf0Pnl0F3NMW+lEOlnCEce99zHBwBf7LV0pLNLDONBx"
            + "pQySrZUQsNfhAq2Ktf5nG2hcGAMFMWIsEOuOyzEe+l2aHW4/ojOjU1Oqy4TLzVVRlWmPxQde7qKbvBN7CQhD"
            + "qJHJA2nphQT/4DOdLqkwRiauMmnfx9FI3+hYnX25NpnyvM/Pt94vpsRkhcuttu4/G4xOYTNQd2YWjGwhypZ0"
            + "oPSiriuTbhj6y2qm33jiwxvegeDz8CmAIhOEY2JoVpjjX9XzuNR2f5KTLmLzEkOcJQ";
    Stanza stanza =
        new Stanza(
            List.of("mlkem768x25519", encapsulated),
            Stanza.decode("c/k+TjhBA6Je1DF8rxZhe2Jm8CN0zbkV9rre6nA8g98"));
    assertEquals(16, identity.unwrap(stanza).orElseThrow().length);
  }

  @Test
  void aKeyThatWasMistypedIsRefused() {
    String right = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
    for (int i = 4; i < right.length(); i++) {
      char other = right.charAt(i) == 'q' ? 'p' : 'q';
      String wrong = right.substring(0, i) + other + right.substring(i + 1);
      assertThrows(KeyProblem.class, () -> Recipient.parse(wrong), wrong);
    }
  }

  @Test
  void theAgeToolOpensWhatWeWrap(@TempDir Path folder) throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "age"))),
        "skipped: the tool age is not installed");
    Identity identity = Identity.freshClassical(random);
    Path key = Files.writeString(folder.resolve("identity.txt"), identity.written() + "\n");
    Path file =
        Files.write(
            folder.resolve("secret.age"),
            AgeFile.wrap(secret, List.of(identity.recipient()), random));
    Process process =
        new ProcessBuilder("age", "-d", "-i", key.toString(), file.toString()).start();
    assertArrayEquals(secret, process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor());
    Process wrapped =
        new ProcessBuilder("age", "-r", identity.recipient().written())
            .redirectOutput(folder.resolve("theirs.age").toFile())
            .start();
    wrapped.getOutputStream().write(secret);
    wrapped.getOutputStream().close();
    assertEquals(0, wrapped.waitFor());
    byte[] theirs = Files.readAllBytes(folder.resolve("theirs.age"));
    assertArrayEquals(secret, AgeFile.unwrap(theirs, List.of(identity)));
  }
}
