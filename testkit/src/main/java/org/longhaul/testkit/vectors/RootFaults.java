package org.longhaul.testkit.vectors;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.longhaul.drive.Root;

/// Signed roots whose envelope or statement was changed without a key.
final class RootFaults {
  private static final String NOT_ENVELOPE = "is not a signed envelope";
  private static final String BROKEN = "the signature does not hold";
  private static final Pattern PAYLOAD = Pattern.compile("\"payload\" : \"([^\"]*)\"");

  private final Bench bench;

  private RootFaults(Bench bench) {
    this.bench = bench;
  }

  static void addTo(Bench bench) {
    RootFaults faults = new RootFaults(bench);
    faults.envelopes();
    faults.payloads();
    faults.twoSignatures();
    faults.others();
    KeylessVectors.notFiles(
        bench, "bare", Root.FILE, Run.unpack(7, KeylessVectors.NO_DRIVE, "not an ordinary file"));
  }

  private void envelope(String name, String fault, String says, UnaryOperator<String> change) {
    envelope("bare", name, fault, says, change);
  }

  private void envelope(
      String leg, String name, String fault, String says, UnaryOperator<String> change) {
    bench.add(
        "keyless/root-" + name,
        fault,
        leg,
        drives -> drives.put("d1", Root.FILE, change.apply(drives.text("d1", Root.FILE))),
        Run.unpack(7, KeylessVectors.NO_DRIVE, says));
  }

  private void envelopes() {
    envelope("cut", "The root ends in the middle.", NOT_ENVELOPE, text -> text.substring(0, 400));
    envelope("empty", "The root has no bytes.", NOT_ENVELOPE, text -> "");
    envelope("null", "The root is null.", NOT_ENVELOPE, text -> "null");
    envelope("trailing", "Something follows the root.", NOT_ENVELOPE, text -> text + " 1");
    envelope("list", "The root is a list.", NOT_ENVELOPE, text -> "[" + text + "]");
    envelope(
        "nested",
        "A field that nobody knows is nested very deep.",
        NOT_ENVELOPE,
        text -> text.replaceFirst("\\{", "{\"x\":" + "[".repeat(9000) + "]".repeat(9000) + ","));
    for (String field : List.of("payload", "payloadType", "signatures", "keyid", "sig")) {
      envelope(
          "no-" + field.toLowerCase(java.util.Locale.ROOT),
          "The envelope has no '%s'.".formatted(field),
          NOT_ENVELOPE.substring(0, 2),
          text -> text.replace("\"" + field + "\"", "\"x\""));
    }
    envelope(
        "payload-twice",
        "The envelope has two payloads.",
        NOT_ENVELOPE,
        text -> text.replaceFirst("\\{", "{\"payload\" : \"e30=\","));
    envelope(
        "no-signature",
        "The list of signatures is empty.",
        NOT_ENVELOPE,
        text -> text.replaceFirst("(?s)\"signatures\" : \\[.*\\]", "\"signatures\" : []"));
    envelope(
        "signatures-text",
        "The signatures are a text.",
        NOT_ENVELOPE,
        text -> text.replaceFirst("(?s)\"signatures\" : \\[.*\\]", "\"signatures\" : \"yes\""));
    envelope(
        "signature-number",
        "A signature is a number.",
        NOT_ENVELOPE,
        text -> text.replaceFirst("(?s)\"signatures\" : \\[.*\\]", "\"signatures\" : [1]"));
    envelope(
        "signature-twice",
        "The signature stands twice.",
        "there is only ML-DSA-65",
        text -> signatures(text, 2));
    envelope(
        "signature-often",
        "The signature stands a hundred times.",
        NOT_ENVELOPE,
        text -> signatures(text, 100));
    envelope(
        "signature-null",
        "The signature is null.",
        "signature",
        text -> text.replaceFirst("\"sig\" : \"[^\"]*\"", "\"sig\" : null"));
    envelope(
        "signature-bit",
        "A bit of the signature was flipped.",
        BROKEN,
        text -> text.replaceFirst("\"sig\" : \"[^\"]{4}", "\"sig\" : \"AAAA"));
    envelope(
        "signature-short",
        "The signature was cut short.",
        BROKEN,
        text -> text.replaceFirst("\"sig\" : \"[^\"]{8}", "\"sig\" : \""));
    envelope(
        "signature-zero",
        "Signature and key are zeros.",
        "signature does not hold",
        text ->
            text.replaceFirst("\"sig\" : \"[^\"]*\"", "\"sig\" : \"" + base64(new byte[64]) + "\"")
                .replaceFirst(
                    "\"keyid\" : \"[^\"]*\"",
                    "\"keyid\" : \"MCowBQYDK2VwAyEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\""));
    envelope(
        "key-not-base64",
        "The key is not base64.",
        NOT_ENVELOPE,
        text -> text.replace("\"keyid\" : \"", "\"keyid\" : \"*"));
    envelope(
        "type-changed",
        "The type of the payload was changed.",
        BROKEN,
        text -> text.replace("vnd.in-toto+json", "vnd.in-toto+xml"));
    bench.add(
        "keyless/root-missing",
        "There is no root.",
        "bare",
        drives -> drives.remove("d1", Root.FILE),
        Run.unpack(7, "it has no root.json"));
  }

  private static String signatures(String text, int count) {
    Matcher one = Pattern.compile("(?s)\"signatures\" : \\[(.*)\\]").matcher(text);
    if (!one.find()) {
      throw new IllegalArgumentException(text);
    }
    String all = String.join(",", java.util.Collections.nCopies(count, one.group(1)));
    return text.substring(0, one.start(1)) + all + text.substring(one.end(1));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static String payload(String envelope, UnaryOperator<String> change) {
    Matcher payload = PAYLOAD.matcher(envelope);
    if (!payload.find()) {
      throw new IllegalArgumentException(envelope);
    }
    String before =
        new String(
            Base64.getDecoder().decode(payload.group(1)), java.nio.charset.StandardCharsets.UTF_8);
    String after = change.apply(before);
    if (after.equals(before)) {
      throw new IllegalArgumentException("Nothing changed.");
    }
    return envelope.replace(payload.group(1), base64(Bytes.of(after)));
  }

  private void payloads() {
    Map.of(
            "subject-digest", new String[] {"\"sha256\" : \"", "\"sha256\" : \"0"},
            "geometry", new String[] {"\"1+0\"", "\"1+1\""},
            "commitment", new String[] {"\"keyCommitment\" : \"", "\"keyCommitment\" : \"0"},
            "statement-type", new String[] {"in-toto.io/Statement/v1", "in-toto.io/Statement/v2"})
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry ->
            envelope(
                "changed-" + entry.getKey(),
                "The signed statement was changed: " + entry.getKey() + ".",
                BROKEN,
                text ->
                    payload(
                        text, inside -> inside.replace(entry.getValue()[0], entry.getValue()[1]))));
  }

  private void twoSignatures() {
    envelope(
        "ml-dsa",
        "two-swapped",
        "The two signatures are in the other order.",
        "not an Ed25519 public key",
        text -> swapped(text, 1, 0));
    envelope(
        "ml-dsa",
        "ml-dsa-alone",
        "The Ed25519 signature was taken away.",
        "not an Ed25519 public key",
        text -> swapped(text, 1));
    bench.add(
        "keyless/root-ml-dsa-removed",
        "The ML-DSA signature was taken away: what is left is not that sender's.",
        "ml-dsa",
        drives -> drives.put("d1", Root.FILE, swapped(drives.text("d1", Root.FILE), 0)),
        Run.unpack(6, "not among your trusted senders").options("--from", "sender-ml-dsa"));
    envelope(
        "ml-dsa",
        "ml-dsa-broken",
        "The ML-DSA signature does not hold, the other does.",
        BROKEN,
        text -> {
          int at = text.lastIndexOf("\"sig\" : \"") + 20;
          char other = text.charAt(at) == 'A' ? 'B' : 'A';
          return text.substring(0, at) + other + text.substring(at + 1);
        });
  }

  private static String swapped(String text, int... order) {
    Matcher all = Pattern.compile("(?s)\"signatures\" : \\[(.*)\\]").matcher(text);
    if (!all.find()) {
      throw new IllegalArgumentException(text);
    }
    List<String> each =
        Pattern.compile("(?s)\\{[^}]*\\}")
            .matcher(all.group(1))
            .results()
            .map(m -> m.group())
            .toList();
    String joined = String.join(", ", java.util.Arrays.stream(order).mapToObj(each::get).toList());
    return text.substring(0, all.start(1)) + " " + joined + " " + text.substring(all.end(1));
  }

  private void others() {
    bench.add(
        "keyless/root-of-another-leg",
        "The root is that of another leg of the same sender.",
        "bare",
        drives -> drives.put("d1", Root.FILE, bench.leg("solo").bytes("d1", Root.FILE)),
        Run.unpack(7, "does not fit its signed root"));
    bench.add(
        "keyless/root-of-older-leg",
        "One drive has the root of an older leg of the trip.",
        "trio",
        drives -> drives.put("d1", Root.FILE, bench.leg("older").bytes("d1", Root.FILE)),
        Run.unpack(0, "does not fit its signed root").gives(bench.listing("trio")),
        Run.verify(5, "DAMAGED_LABEL"));
    bench.add(
        "keyless/root-laid-out-anew",
        "The envelope is laid out in other lines: it is not what was signed, the payload is.",
        "bare",
        drives -> drives.put("d1", Root.FILE, drives.text("d1", Root.FILE).replace("\n", " ")),
        Run.unpack(0).gives(bench.listing("bare")));
  }
}
