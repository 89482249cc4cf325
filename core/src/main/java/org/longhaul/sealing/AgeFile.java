package org.longhaul.sealing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// An age file (C2SP `age`, v1) that holds one small secret. Any age tool opens what [#wrap] makes.
public final class AgeFile {
  private static final String VERSION = "age-encryption.org/v1\n";
  private static final int FILE_KEY_BYTES = 16;
  private static final int NONCE_BYTES = 16;
  private static final int MAX_BYTES = 1 << 18;
  private static final int MAX_STANZAS = 64;
  private static final int COLUMNS = 64;
  private static final byte[] LAST_CHUNK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private AgeFile() {}

  /// Wraps a secret for all recipients.
  ///
  /// @param secret at most 64 KiB
  public static byte[] wrap(byte[] secret, List<Recipient> recipients, SecureRandom random)
      throws KeyProblem {
    checkTogether(recipients);
    byte[] fileKey = new byte[FILE_KEY_BYTES];
    random.nextBytes(fileKey);
    StringBuilder header = new StringBuilder(VERSION);
    for (Recipient recipient : recipients) {
      header.append(recipient.wrap(fileKey, random).written());
    }
    header.append("---");
    byte[] sealed = header.toString().getBytes(StandardCharsets.US_ASCII);
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    return Primitives.join(
        sealed,
        (" " + Stanza.encode(headerMac(fileKey, sealed)) + "\n")
            .getBytes(StandardCharsets.US_ASCII),
        nonce,
        Primitives.seal(payloadKey(fileKey, nonce), LAST_CHUNK, secret));
  }

  private static void checkTogether(List<Recipient> recipients) throws KeyProblem {
    if (recipients.isEmpty() || recipients.size() > MAX_STANZAS) {
      throw new KeyProblem("A leg is sealed for 1 to %d recipients.".formatted(MAX_STANZAS));
    }
    boolean phrase = recipients.stream().anyMatch(Passphrase.class::isInstance);
    if (phrase && recipients.size() > 1) {
      throw new KeyProblem(
          "A passphrase stands alone: who knows it could not tell whether others were meant.");
    }
    long quantum = recipients.stream().filter(Recipient::postQuantum).count();
    if (quantum != 0 && quantum != recipients.size()) {
      throw new KeyProblem(
          """
          Post-quantum recipients (age1pq1…) and others are not mixed: whoever breaks the weaker \
          key opens the leg. Give only age1pq1… recipients, or none.\
          """);
    }
  }

  /// Opens a file with whichever identity fits.
  ///
  /// @throws KeyProblem when none does, or the file is damaged
  public static byte[] unwrap(byte[] file, List<? extends Identity> identities) throws KeyProblem {
    Parsed parsed = parse(file);
    for (Identity identity : identities) {
      for (Stanza stanza : parsed.stanzas()) {
        Optional<byte[]> fileKey = identity.unwrap(stanza);
        if (fileKey.isPresent()) {
          return open(parsed, fileKey.get());
        }
      }
    }
    throw new KeyProblem(
        """
        None of the %d identities at hand opens this leg. It is sealed for %d recipients (%s). Give \
        the file with the secret key of one of them: -i FILE.\
        """
            .formatted(
                identities.size(),
                parsed.stanzas().size(),
                String.join(
                    ", ", parsed.stanzas().stream().map(Stanza::kind).distinct().toList())));
  }

  /// The kinds of the recipients, in order.
  public static List<String> kinds(byte[] file) throws KeyProblem {
    return parse(file).stanzas().stream().map(Stanza::kind).toList();
  }

  private static byte[] open(Parsed parsed, byte[] fileKey) throws KeyProblem {
    if (fileKey.length != FILE_KEY_BYTES
        || !MessageDigest.isEqual(headerMac(fileKey, parsed.sealed()), parsed.mac())) {
      throw Stanza.damaged();
    }
    byte[] nonce = Arrays.copyOf(parsed.payload(), NONCE_BYTES);
    byte[] chunk = Arrays.copyOfRange(parsed.payload(), NONCE_BYTES, parsed.payload().length);
    return Primitives.open(payloadKey(fileKey, nonce), LAST_CHUNK, chunk)
        .orElseThrow(Stanza::damaged);
  }

  private static byte[] headerMac(byte[] fileKey, byte[] header) {
    byte[] info = "header".getBytes(StandardCharsets.US_ASCII);
    return Primitives.hmac(Primitives.hkdf(fileKey, new byte[0], info, 32), header);
  }

  private static byte[] payloadKey(byte[] fileKey, byte[] nonce) {
    byte[] info = "payload".getBytes(StandardCharsets.US_ASCII);
    return Primitives.hkdf(fileKey, nonce, info, 32);
  }

  /// @param sealed the header up to the mark of its MAC, which it covers
  private record Parsed(List<Stanza> stanzas, byte[] sealed, byte[] mac, byte[] payload) {}

  private static Parsed parse(byte[] file) throws KeyProblem {
    if (file.length > MAX_BYTES) {
      throw Stanza.damaged();
    }
    Lines lines = new Lines(file);
    if (!(lines.next() + "\n").equals(VERSION)) {
      throw Stanza.damaged();
    }
    List<Stanza> stanzas = new ArrayList<>();
    int mark = lines.at();
    String line = lines.next();
    while (line.startsWith("-> ")) {
      List<String> arguments = List.of(line.substring(3).split(" ", -1));
      if (stanzas.size() == MAX_STANZAS || arguments.stream().anyMatch(String::isEmpty)) {
        throw Stanza.damaged();
      }
      StringBuilder body = new StringBuilder();
      String part;
      do {
        part = lines.next();
        if (part.length() > COLUMNS) {
          throw Stanza.damaged();
        }
        body.append(part);
      } while (part.length() == COLUMNS);
      stanzas.add(new Stanza(arguments, Stanza.decode(body.toString())));
      mark = lines.at();
      line = lines.next();
    }
    if (!line.startsWith("--- ")
        || stanzas.isEmpty()
        || stanzas.size() > 1
            && stanzas.stream().anyMatch(stanza -> stanza.kind().equals(Passphrase.KIND))) {
      throw Stanza.damaged();
    }
    byte[] mac = Stanza.decode(line.substring(4));
    byte[] payload = Arrays.copyOfRange(file, lines.at(), file.length);
    if (payload.length < NONCE_BYTES) {
      throw Stanza.damaged();
    }
    return new Parsed(stanzas, Arrays.copyOf(file, mark + 3), mac, payload);
  }

  /// The lines of a header, of visible ASCII and spaces.
  private static final class Lines {
    private final byte[] bytes;
    private int at;

    Lines(byte[] bytes) {
      this.bytes = bytes;
    }

    int at() {
      return at;
    }

    String next() throws KeyProblem {
      int start = at;
      while (at < bytes.length && bytes[at] >= ' ' && bytes[at] <= '~') {
        at++;
      }
      if (at == bytes.length || bytes[at] != '\n') {
        throw Stanza.damaged();
      }
      return new String(bytes, start, at++ - start, StandardCharsets.US_ASCII);
    }
  }
}
