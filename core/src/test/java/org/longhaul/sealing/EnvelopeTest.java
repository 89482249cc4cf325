package org.longhaul.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is signed can be checked by anyone, and changed by nobody.
class EnvelopeTest {
  private final SigningKey key = SigningKey.fresh(new SecureRandom());
  private final byte[] payload = "{\"a\": 1}".getBytes(StandardCharsets.UTF_8);

  @Test
  void aSignedMessageOpens() throws IOException {
    Envelope opened = Envelope.open("it", Envelope.sign(payload, "text/plain", key));
    assertArrayEquals(payload, opened.payload());
    assertEquals(key.verifyingKey().fingerprint(), opened.sender().fingerprint());
  }

  @Test
  void aChangedMessageDoesNot() {
    String written = new String(Envelope.sign(payload, "text/plain", key), StandardCharsets.UTF_8);
    byte[] changed = written.replace("text/plain", "text/other").getBytes(StandardCharsets.UTF_8);
    assertThrows(KeyProblem.class, () -> Envelope.open("it", changed));
  }

  @Test
  void noByteOfAnEnvelopeCrashesTheReader() {
    byte[] written = Envelope.sign(payload, "text/plain", key);
    for (int i = 0; i < written.length; i++) {
      for (int value : new int[] {0, '"', '{', 0xFF, written[i] ^ 1}) {
        byte[] changed = written.clone();
        changed[i] = (byte) value;
        try {
          assertArrayEquals(payload, Envelope.open("it", changed).payload());
        } catch (KeyProblem e) {
          // Refused, as it should be; white space and spare base64 bits may change without harm.
        }
      }
    }
  }

  @Test
  void bothKeysSignWhereThereAreTwo() throws IOException {
    SigningKey both = key.withMlDsa(new SecureRandom());
    assertNotEquals(key.verifyingKey().fingerprint(), both.verifyingKey().fingerprint());
    Envelope opened = Envelope.open("it", Envelope.sign(payload, "text/plain", both));
    assertEquals(both.verifyingKey().fingerprint(), opened.sender().fingerprint());
    SigningKey again = SigningKey.parse("it", both.pem());
    assertEquals(both.verifyingKey().fingerprint(), again.verifyingKey().fingerprint());
    assertEquals(
        key.verifyingKey().fingerprint(),
        again.as(key.verifyingKey()).verifyingKey().fingerprint());
    SigningKey other = SigningKey.fresh(new SecureRandom());
    assertThrows(KeyProblem.class, () -> both.as(other.verifyingKey()));
  }

  @Test
  void oneGoodSignatureOfTwoIsNotEnough() {
    SigningKey both = key.withMlDsa(new SecureRandom());
    SigningKey otherSecond = key.withMlDsa(new SecureRandom());
    String ours = new String(Envelope.sign(payload, "text/plain", both), StandardCharsets.UTF_8);
    String theirs =
        new String(Envelope.sign(payload, "text/plain", otherSecond), StandardCharsets.UTF_8);
    String secondOfTheirs = signature(theirs, 1);
    String mixed = ours.replace(signature(ours, 1), secondOfTheirs);
    assertNotEquals(ours, mixed);
    assertThrows(
        KeyProblem.class, () -> Envelope.open("it", mixed.getBytes(StandardCharsets.UTF_8)));
  }

  private static String signature(String envelope, int number) {
    String[] parts = envelope.split("\"sig\" : \"", -1);
    return parts[number + 1].substring(0, parts[number + 1].indexOf('"'));
  }

  @Test
  void aSigningKeyComesBackFromItsFile() throws IOException {
    SigningKey again = SigningKey.parse("it", key.pem());
    assertEquals(key.verifyingKey().fingerprint(), again.verifyingKey().fingerprint());
    assertThrows(KeyProblem.class, () -> SigningKey.parse("it", "not a key"));
  }

  @Test
  void opensslChecksOurSignatures(@TempDir Path folder) throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "openssl"))),
        "skipped: openssl is not installed");
    Files.writeString(folder.resolve("key.pem"), key.verifyingKey().pem());
    Files.write(folder.resolve("message"), payload);
    Files.write(folder.resolve("signature"), key.sign(payload).getFirst());
    Process process =
        new ProcessBuilder(
                "openssl",
                "pkeyutl",
                "-verify",
                "-rawin",
                "-pubin",
                "-inkey",
                "key.pem",
                "-in",
                "message",
                "-sigfile",
                "signature")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }
}
