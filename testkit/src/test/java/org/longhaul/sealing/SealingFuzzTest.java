package org.longhaul.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.longhaul.testkit.Fuzz;

/// Parsers of keys, envelopes and JSON under documents that are nearly right.
class SealingFuzzTest {
  private static final Path KEYS = Path.of("vectors", "keys");

  private final SecureRandom random = new SecureRandom();
  private final Identity classical = Identity.freshClassical(random);
  private final Identity quantum = Identity.fresh(random);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void json() {
    Fuzz.of("StrictJson", IOException.class)
        .run(
            StrictJson::object,
            bytes("{\"a\" : 1, \"b\" : [ {\"c\" : null} ], \"d\" : \"\\u00e4\", \"e\" : -1.5e3}"));
  }

  @Test
  void envelopes() {
    SigningKey key = SigningKey.fresh(random);
    Fuzz.of("Envelope", KeyProblem.class)
        .run(
            document -> Envelope.open("It", document),
            Envelope.sign(bytes("{}"), "text/plain", key),
            Envelope.sign(bytes("{}"), "text/plain", key.withMlDsa(random)));
  }

  @Test
  void ageFiles() throws IOException {
    byte[] secret = new byte[32];
    Identity ssh =
        Identity.parseFile("ssh", Files.readAllBytes(KEYS.resolve("ssh_ed25519"))).getFirst();
    List<Identity> all = List.of(classical, quantum, ssh);
    Fuzz.of("AgeFile", KeyProblem.class)
        .run(
            document -> {
              AgeFile.kinds(document);
              WrappedKey.open(document, all);
            },
            WrappedKey.wrap(secret, List.of(classical.recipient(), ssh.recipient()), random),
            WrappedKey.wrap(secret, List.of(quantum.recipient()), random),
            WrappedKey.wrap(secret, List.of(new Passphrase("x")), random));
  }

  @Test
  void bech32() {
    Fuzz.of("Bech32", KeyProblem.class)
        .run(
            document -> {
              Bech32.Decoded decoded = Bech32.decode(text(document));
              String again = Bech32.encode(decoded.prefix(), decoded.data());
              assertArrayEquals(decoded.data(), Bech32.decode(again).data());
            },
            bytes(classical.written()),
            bytes(classical.recipient().written()));
  }

  @Test
  void recipients() throws IOException {
    String ssh =
        Identity.parseFile("ssh", Files.readAllBytes(KEYS.resolve("ssh_ed25519")))
            .getFirst()
            .recipient()
            .written();
    Fuzz.of("Recipient", KeyProblem.class)
        .run(
            document -> {
              Recipient recipient = Recipient.parse(text(document));
              String written = recipient.written();
              assertEquals(written, Recipient.parse(written).written());
              recipient.display();
            },
            bytes(classical.recipient().written()),
            bytes(quantum.recipient().written()),
            bytes(ssh));
  }

  @Test
  void identityFiles() throws IOException {
    Fuzz.of("Identity", KeyProblem.class)
        .run(
            document -> {
              for (Identity identity : Identity.parseFile("It", document)) {
                identity.recipient().written();
                byte[] written = bytes(identity.written());
                assertEquals(
                    identity.written(), Identity.parseFile("It", written).getFirst().written());
              }
            },
            Files.readAllBytes(KEYS.resolve("identity.txt")),
            Files.readAllBytes(KEYS.resolve("quantum.txt")),
            Files.readAllBytes(KEYS.resolve("ssh_ed25519")));
  }

  @Test
  void openSshKeysInside() throws IOException {
    String file = Files.readString(KEYS.resolve("ssh_ed25519"));
    String begin = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
    String end = "\n-----END OPENSSH PRIVATE KEY-----\n";
    byte[] inside =
        java.util.Base64.getMimeDecoder().decode(file.substring(begin.length(), file.indexOf(end)));
    Fuzz.of("SshKey", KeyProblem.class)
        .run(
            document -> {
              String base64 = java.util.Base64.getEncoder().encodeToString(document);
              Identity.parseFile("It", bytes(begin + base64 + end));
            },
            inside);
  }

  @Test
  void signingKeys() {
    SigningKey key = SigningKey.fresh(random);
    Fuzz.of("SigningKey", KeyProblem.class)
        .run(
            document -> {
              SigningKey parsed = SigningKey.parse("It", text(document));
              assertEquals(parsed.pem(), SigningKey.parse("It", parsed.pem()).pem());
            },
            bytes(key.pem()),
            bytes(key.withMlDsa(random).pem()));
  }

  @Test
  void keysOnPaper() {
    Fuzz.of("PaperKey", KeyProblem.class)
        .run(
            document -> {
              Identity identity = PaperKey.parse(text(document));
              String lines = String.join("\n", PaperKey.lines(identity));
              assertEquals(identity.written(), PaperKey.parse(lines).written());
            },
            bytes(String.join("\n", PaperKey.lines(classical))),
            bytes(String.join("\n", PaperKey.lines(quantum))),
            bytes(classical.written()));
  }
}
