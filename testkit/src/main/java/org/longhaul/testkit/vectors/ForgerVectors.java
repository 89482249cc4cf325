package org.longhaul.testkit.vectors;

import java.util.List;
import org.longhaul.catalogue.Sha256;
import org.longhaul.drive.Access;
import org.longhaul.drive.LegFiles;
import org.longhaul.drive.Root;
import org.longhaul.sealing.Envelope;

/// What somebody can make who has the recipient's public key, a signing key of their own that
/// nobody trusts, and the drives.
final class ForgerVectors {
  private static final String UNTRUSTED = "not among your trusted senders";

  private final Bench bench;

  private ForgerVectors(Bench bench) {
    this.bench = bench;
  }

  static void addTo(Bench bench) {
    ForgerVectors vectors = new ForgerVectors(bench);
    vectors.wholeLegs();
    vectors.signatures();
    vectors.keys();
    vectors.mixed();
  }

  /// A leg like `bare`, by the forger.
  private static LegParts forged(String base) {
    LegParts parts = base.equals("trio") ? Legs.trio() : Legs.bare();
    parts.sender = TestKeys.FORGER;
    return parts;
  }

  private void refused(String name, String fault, Drives made) {
    bench.add(
        "public-key/" + name,
        fault,
        "bare",
        made,
        Run.unpack(6, UNTRUSTED),
        Run.other("ls", 6, UNTRUSTED),
        Run.other("manifest", 6, UNTRUSTED),
        Run.verify(6));
  }

  private void wholeLegs() {
    refused("leg", "A whole leg for the recipient, by somebody else.", forged("bare").press());
    LegParts own = new LegParts("forged", Legs.bare().geometry);
    own.sender = TestKeys.FORGER;
    Legs.bareTree(own.tree);
    refused("leg-of-own-id", "The same with an id and a secret of its own.", own.press());
    LegParts trip = forged("bare");
    trip.trip = new Root.Trip(Legs.TRIP, "spring", 99);
    refused("leg-of-trip", "It says that it is the newest leg of the sender's trip.", trip.press());
    bench.add(
        "public-key/leg-looked-at-without-keys",
        "Without keys a forger's leg is whole: the fingerprint of who signed tells. Asked for the"
            + " sender, the reader refuses.",
        "bare",
        forged("bare").press(),
        Run.inspect(0),
        Run.inspect(6).options("--without-keys", "--from", "sender"));
  }

  private void root(String name, String fault, int status, String says, byte[] envelope) {
    bench.add(
        "public-key/root-" + name,
        fault,
        "bare",
        drives -> drives.put("d1", Root.FILE, envelope),
        Run.unpack(status, says));
  }

  private void signatures() {
    Drives real = bench.leg("bare");
    String genuine = real.text("d1", Root.FILE);
    byte[] payload =
        java.util.Base64.getDecoder()
            .decode(genuine.replaceAll("(?s).*\"payload\" : \"([^\"]*)\".*", "$1"));
    String forged =
        new String(
            Envelope.sign(payload, Root.PAYLOAD_TYPE, TestKeys.FORGER),
            java.nio.charset.StandardCharsets.UTF_8);
    root(
        "signed-anew",
        "The sender's statement, signed by somebody else.",
        6,
        UNTRUSTED,
        Bytes.of(forged));
    String keyid = "(?s).*\"keyid\" : \"([^\"]*)\".*";
    root(
        "key-of-sender",
        "The forger's signature under the sender's key.",
        7,
        "the signature does not hold",
        Bytes.of(forged.replace(forged.replaceAll(keyid, "$1"), genuine.replaceAll(keyid, "$1"))));
    String list = "(?s).*\"signatures\" : \\[(.*)\\].*";
    String both = genuine.replaceAll(list, "$1") + "," + forged.replaceAll(list, "$1");
    root(
        "signed-by-both",
        "The forger's signature stands beside the sender's.",
        7,
        "there is only ML-DSA-65",
        Bytes.of(genuine.replace(genuine.replaceAll(list, "$1"), both)));
    root(
        "is-access",
        "What the sender signed for a changed key stands in the place of the root.",
        7,
        "'predicateType' should be",
        ValidVectors.rewrapped(bench.leg("bare"), 1).bytes("d1", LegFiles.ACCESS));
    LegParts mlDsa = Legs.mlDsa();
    mlDsa.sender = TestKeys.FORGER.withMlDsa(new SeededRandom("forger, ML-DSA"));
    bench.add(
        "public-key/ml-dsa-other",
        "Ed25519 and ML-DSA, both the forger's.",
        "ml-dsa",
        mlDsa.press(),
        Run.unpack(6, UNTRUSTED));
    bench.add(
        "public-key/ml-dsa-added",
        "The forger's ML-DSA signature stands beside the sender's.",
        "bare",
        drives -> {
          String other = mlDsa.press().text("d1", Root.FILE);
          String second = other.substring(other.lastIndexOf('{'), other.lastIndexOf(']'));
          drives.put(
              "d1",
              Root.FILE,
              genuine.substring(0, genuine.lastIndexOf(']')) + "," + second + "]\n}");
        },
        Run.unpack(7, "the signature does not hold"));
  }

  private void keys() {
    byte[] other =
        LegParts.wrapped(
            new SeededRandom("another secret").bytes(32),
            List.of(TestKeys.RECIPIENT.recipient()),
            "forged key");
    bench.add(
        "public-key/key-of-another-secret",
        "The wrapped key opens for the recipient, and holds another secret.",
        "bare",
        drives -> drives.put("d1", LegFiles.KEY, other),
        Run.unpack(6, "is not the one that the sender signed"),
        Run.inspect(5, "CHANGED"));
    Access access =
        new Access(
            Legs.bare().leg,
            1,
            Sha256.of(other),
            Sha256.of(Legs.bare().wrapped()),
            "2026-11-24T13:00:00Z");
    bench.add(
        "public-key/access-forged",
        "The same, with a word for it that the forger signed.",
        "bare",
        drives ->
            drives
                .put("d1", LegFiles.KEY, other)
                .put(
                    "d1",
                    LegFiles.ACCESS,
                    Envelope.sign(access.written(), Root.PAYLOAD_TYPE, TestKeys.FORGER)),
        Run.unpack(6, "was not signed by the sender of the leg"),
        Run.inspect(5, "CHANGED"));
  }

  private void mixed() {
    Drives forged = forged("trio").press();
    bench.add(
        "public-key/drive-among-real-ones",
        "One of the drives is the forger's, with the leg's id and number.",
        "trio",
        drives -> drives.putDrive("d3", forged, "d3"),
        Run.unpack(0, "of another sealing of it").gives(bench.listing("trio")),
        Run.verify(5, "OTHER_LEG"));
    bench.add(
        "public-key/drives-in-majority",
        "Two of three drives are the forger's: nothing is unpacked as the sender's.",
        "trio",
        drives -> drives.putDrive("d2", forged, "d2").putDrive("d3", forged, "d3"),
        Run.unpack(6, UNTRUSTED));
    LegParts other = Legs.solo();
    other.secret = new SeededRandom("another secret").bytes(32);
    Drives sealed = other.press();
    bench.add(
        "public-key/catalogue",
        "The catalogue is sealed with another secret.",
        "solo",
        drives -> drives.put("d1", Root.CATALOGUE, sealed.bytes("d1", Root.CATALOGUE)),
        Run.unpack(5, "The catalogue"),
        Run.verify(5, "CHANGED"));
    bench.add(
        "public-key/segments",
        "The segments are sealed with another secret, in their right places.",
        "solo",
        drives -> drives.put("d1", "segments-0000.lhs", sealed.bytes("d1", "segments-0000.lhs")),
        Run.unpack(4, "damaged")
            .givesBut(
                bench.listing("solo"),
                "a.txt",
                "dir/data.bin",
                "dir/deep/zeros",
                "dir/twin",
                "other-name"),
        Run.verify(5, "FORGED_SEGMENTS"),
        Run.inspect(5, "FORGED_SEGMENTS"));
    bench.add(
        "public-key/segments-and-digests",
        "The same, with a list of digests that fits them.",
        "solo",
        drives ->
            drives
                .put("d1", "segments-0000.lhs", sealed.bytes("d1", "segments-0000.lhs"))
                .put("d1", LegFiles.DIGESTS, sealed.bytes("d1", LegFiles.DIGESTS)),
        Run.verify(5, "CHANGED", "FORGED_SEGMENTS"),
        Run.inspect(5, "CHANGED"));
  }
}
