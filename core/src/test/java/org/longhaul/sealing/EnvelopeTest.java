package org.longhaul.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
