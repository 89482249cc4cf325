package org.longhaul.testkit.vectors;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.longhaul.sealing.AgeFile;
import org.longhaul.sealing.KeyProblem;

/// Wrapped keys that the sender signed and that are no proper age files, or hold something else.
final class KeyLies {
  private static final String DAMAGED = "it is not a proper age file";

  private final Bench bench;

  private KeyLies(Bench bench) {
    this.bench = bench;
  }

  static void addTo(Bench bench) {
    KeyLies lies = new KeyLies(bench);
    lies.headers();
    lies.contents();
    lies.passphrases();
  }

  private void key(String name, String fault, String says, UnaryOperator<byte[]> change) {
    key(name, fault, Run.unpack(6, says), change);
  }

  private void key(String name, String fault, Run run, UnaryOperator<byte[]> change) {
    LegParts parts = Legs.bare();
    parts.key = change;
    bench.add("sender/key-" + name, fault, "bare", parts.press(), run);
  }

  /// Changes the header, whose bytes are text, and leaves the payload.
  private void header(String name, String fault, String says, UnaryOperator<String> change) {
    key(
        name,
        fault,
        says,
        bytes ->
            change
                .apply(new String(bytes, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1));
  }

  private void headers() {
    header("version", "The version is another.", DAMAGED, text -> text.replace("org/v1", "org/v2"));
    header(
        "line-ends", "Lines end as on Windows.", DAMAGED, text -> text.replaceFirst("\n", "\r\n"));
    header(
        "mac",
        "The header's MAC is another.",
        DAMAGED,
        text -> text.replaceFirst("\n--- ..", "\n--- AA"));
    header(
        "mac-missing",
        "The header has no MAC.",
        DAMAGED,
        text -> text.replaceFirst("\n--- [^\n]*\n", "\n"));
    header(
        "no-stanza",
        "There is no recipient.",
        DAMAGED,
        text -> text.replaceFirst("(?s)-> .*\n--- ", "--- "));
    header(
        "stanza-words",
        "A recipient has a word too many.",
        DAMAGED,
        text -> text.replaceFirst("-> X25519", "-> X25519 x"));
    header(
        "stanza-space",
        "A recipient has two spaces.",
        DAMAGED,
        text -> text.replaceFirst("-> X25519 ", "-> X25519  "));
    header(
        "stanza-unknown",
        "All recipients are of a kind that nobody knows.",
        "None of the 1 identities",
        text -> text.replaceFirst("-> X25519", "-> Y25519"));
    header(
        "stanza-kind-long",
        "A kind of recipient has twenty thousand letters.",
        "None of the 1 identities",
        text -> text.replaceFirst("-> X25519", "-> " + "Y".repeat(20_000)));
    header(
        "share-zero",
        "The sender's share is zero, so that the secret would be known.",
        DAMAGED,
        text -> text.replaceFirst("X25519 [^\n]*", "X25519 " + "A".repeat(43)));
    header(
        "share-short",
        "The sender's share is short.",
        DAMAGED,
        text -> text.replaceFirst("X25519 ....", "X25519 "));
    header(
        "base64-loose",
        "Base64 is not in its one proper form.",
        DAMAGED,
        text -> text.replaceFirst("X25519 ([^\n]*).\n", "X25519 $1/\n"));
    header(
        "body-long",
        "The body of a recipient is long.",
        DAMAGED,
        text -> text.replaceFirst("(X25519 [^\n]*\n)", "$1" + "A".repeat(64) + "\n"));
    header(
        "body-line-long",
        "A line of a body has 65 columns.",
        DAMAGED,
        text -> text.replaceFirst("(X25519 [^\n]*\n)", "$1" + "A".repeat(65) + "\n"));
    header(
        "endless-line",
        "A line does not end.",
        DAMAGED,
        text -> "age-encryption.org/v1\n-> X25519 " + "A".repeat(20_000));
    header(
        "stanzas-65",
        "There are more recipients than a leg can have.",
        DAMAGED,
        text -> text.replaceFirst("-> ", "-> x\n\n".repeat(64) + "-> "));
    key("not-age", "It is not an age file at all.", DAMAGED, bytes -> new byte[1000]);
    key("empty", "It is empty.", DAMAGED, bytes -> new byte[0]);
    key("large", "It has 300,000 bytes.", DAMAGED, bytes -> Arrays.copyOf(bytes, 300_000));
    key(
        "payload-cut",
        "Its payload is cut.",
        DAMAGED,
        bytes -> Arrays.copyOf(bytes, bytes.length - 1));
    key(
        "payload-missing",
        "It has no payload.",
        DAMAGED,
        bytes -> Arrays.copyOf(bytes, bytes.length - 120));
    key(
        "payload-long",
        "Something follows its payload.",
        DAMAGED,
        bytes -> Arrays.copyOf(bytes, bytes.length + 20));
  }

  private static byte[] wrapped(byte[] content) {
    try {
      return AgeFile.wrap(
          content, List.of(TestKeys.RECIPIENT.recipient()), new SeededRandom("lie"));
    } catch (KeyProblem e) {
      throw new IllegalStateException(e);
    }
  }

  private void contents() {
    key("short", "The secret has 31 bytes.", DAMAGED, bytes -> wrapped(new byte[31]));
    key("nothing", "The secret has no bytes.", DAMAGED, bytes -> wrapped(new byte[0]));
    key(
        "other-secret",
        "It holds another secret than the statement commits to.",
        "is not that of this leg",
        bytes -> wrapped(new byte[32]));
    byte[] secret = Legs.bare().secret;
    key(
        "many-lines",
        "Behind the secret there are ten thousand lines.",
        Run.unpack(0).gives(bench.listing("bare")),
        bytes -> wrapped(Bytes.join(secret, Bytes.of("\u001b[2J\n".repeat(10_000)))));
  }

  private void passphrases() {
    byte[] phrase = LegParts.wrapped(Legs.bare().secret, List.of(TestKeys.PHRASE), "phrase");
    String text = new String(phrase, StandardCharsets.ISO_8859_1);
    for (String work : List.of("19", "30", "64", "99")) {
      key(
          "work-" + work,
          "The passphrase asks for 2^%s rounds.".formatted(work),
          Run.unpack(6, "at most 2^18 are done").key("passphrase.txt"),
          bytes ->
              text.replaceFirst(" 17\n", " " + work + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }
    for (String work : List.of("017", "0", "-1", "2147483648", "x")) {
      key(
          "work-written-" + work.replace('-', 'm'),
          "The work of the passphrase is written '%s'.".formatted(work),
          Run.unpack(6, DAMAGED).key("passphrase.txt"),
          bytes ->
              text.replaceFirst(" 17\n", " " + work + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }
    key(
        "phrase-among-others",
        "A passphrase stands beside another recipient.",
        Run.unpack(6, DAMAGED),
        bytes -> {
          String header = text.substring(text.indexOf("-> "), text.indexOf("--- "));
          return new String(bytes, StandardCharsets.ISO_8859_1)
              .replaceFirst("-> ", header + "-> ")
              .getBytes(StandardCharsets.ISO_8859_1);
        });
    key(
        "wrong-phrase",
        "It is sealed with another passphrase.",
        Run.unpack(6, "None of the 1 identities").key("passphrase.txt"),
        bytes ->
            LegParts.wrapped(
                Legs.bare().secret,
                List.of(new org.longhaul.sealing.Passphrase("another")),
                "phrase"));
  }
}
