package org.longhaul.testkit.vectors;

import java.util.List;
import java.util.function.Consumer;
import org.longhaul.catalogue.Sha256;
import org.longhaul.drive.Access;
import org.longhaul.drive.LegFiles;
import org.longhaul.drive.Root;
import org.longhaul.sealing.Envelope;
import org.longhaul.sealing.Recipient;
import org.longhaul.shipment.Xattr;

/// Legs without fault, for every feature: whoever reads the format must read these.
final class ValidVectors {
  private final Bench bench;

  private ValidVectors(Bench bench) {
    this.bench = bench;
  }

  static void addTo(Bench bench) {
    ValidVectors vectors = new ValidVectors(bench);
    vectors.whole();
    vectors.lostDrives();
    vectors.recipients();
    vectors.entries();
    vectors.blocks();
    vectors.around();
  }

  private Run unpack(String leg) {
    return Run.unpack(0).gives(bench.listing(leg));
  }

  private void whole() {
    whole("one-drive", "Files in plain and zstd blocks, a double, a hard link, a link.", "solo");
    whole("no-segments", "Nothing but folders, empty files, links and a name left out.", "bare");
    whole("trip", "A leg of a trip; a file on two drives; a drive written in two runs.", "trio");
    whole("wide", "Three data and three parity drives.", "wide");
    whole("ml-dsa", "Signed with Ed25519 and ML-DSA-65.", "ml-dsa");
  }

  private void whole(String name, String what, String leg) {
    bench.add("valid/" + name, what, leg, drives -> {}, unpack(leg), Run.verify(0), Run.inspect(0));
  }

  private void lostDrives() {
    lost("trio-without-d1", "trio", "d1");
    lost("trio-without-d2", "trio", "d2");
    lost("trio-without-parity", "trio", "d3");
    lost("wide-without-data", "wide", "d1", "d2", "d3");
    lost("wide-without-parity", "wide", "d4", "d5", "d6");
    lost("wide-mixed", "wide", "d1", "d4", "d6");
    bench.add(
        "valid/in-any-order",
        "The drives are given in another order.",
        "trio",
        bench.leg("trio"),
        vector -> vector.given("d3", "d1", "d2"),
        unpack("trio"));
    bench.add(
        "valid/damage-within-parity",
        "Two drives have damage, at different places, and parity replaces both.",
        "trio",
        drives ->
            drives
                .flip("d1", "segments-0000.lhs", 500)
                .flip("d3", "segments-0000.lhs", 65536 + 500),
        unpack("trio").saying("damaged"));
  }

  private void lost(String name, String leg, String... drives) {
    bench.add(
        "valid/" + name,
        "As many drives are lost as may be.",
        leg,
        all -> all.lose(drives),
        unpack(leg));
  }

  private void recipients() {
    recipients("age1pq", "quantum.txt", List.of(TestKeys.QUANTUM.recipient()));
    recipients("ssh", "ssh_ed25519", List.of(TestKeys.SSH.recipient()));
    recipients("passphrase", "passphrase.txt", List.of(TestKeys.PHRASE));
    List<Recipient> three =
        List.of(
            TestKeys.SECOND.recipient(), TestKeys.SSH.recipient(), TestKeys.RECIPIENT.recipient());
    for (String key : List.of("identity.txt", "second.txt", "ssh_ed25519")) {
      recipients("three-recipients-" + key.replaceAll("[._].*", ""), key, three);
    }
    bench.add(
        "valid/recipient-added",
        "A second recipient was added after sealing: access.json vouches for the new key.age.",
        "bare",
        drives -> rewrapped(drives, 1),
        unpack("bare").key("second.txt"),
        unpack("bare"),
        Run.verify(0),
        Run.inspect(0));
    bench.add(
        "valid/recipient-added-half",
        "The same, and power was cut before key.age was replaced: the old one still counts.",
        "bare",
        drives -> {
          byte[] before = drives.bytes("d1", LegFiles.KEY);
          rewrapped(drives, 1).put("d1", LegFiles.KEY, before);
        },
        unpack("bare"),
        Run.verify(0));
  }

  private void recipients(String name, String key, List<Recipient> recipients) {
    LegParts parts = Legs.bare();
    parts.recipients = recipients;
    bench.add(
        "valid/" + name,
        "Sealed for: " + name + ".",
        "bare",
        parts.press(),
        unpack("bare").key(key));
  }

  /// Wraps the key of `bare` for a second recipient too, as the sender does after sealing.
  static Drives rewrapped(Drives drives, long revision) {
    LegParts parts = Legs.bare();
    byte[] wrapped =
        LegParts.wrapped(
            parts.secret,
            List.of(TestKeys.RECIPIENT.recipient(), TestKeys.SECOND.recipient()),
            "rewrapped " + revision);
    Access access =
        new Access(
            parts.leg,
            revision,
            Sha256.of(wrapped),
            Sha256.of(drives.bytes("d1", LegFiles.KEY)),
            "2026-11-24T13:00:00Z");
    return drives
        .put("d1", LegFiles.KEY, wrapped)
        .put(
            "d1",
            LegFiles.ACCESS,
            Envelope.sign(access.written(), Root.PAYLOAD_TYPE, TestKeys.SENDER));
  }

  private void tree(String name, String what, Consumer<Tree> names) {
    LegParts parts = Legs.bare();
    LegParts made = new LegParts("bare", parts.geometry);
    names.accept(made.tree);
    bench.add(
        "valid/" + name,
        what,
        "bare",
        made.press(),
        Run.unpack(0).gives(made.tree.listing()),
        Run.other("ls", 0),
        Run.verify(0));
  }

  private void entries() {
    tree("nothing", "No entry at all.", tree -> {});
    tree("empty-folder", "The top folder alone.", tree -> tree.folder(""));
    tree(
        "names",
        "Names that are not UTF-8, that hold control and direction characters, that end in dots.",
        tree -> {
          tree.folder("");
          List<byte[]> names =
              List.of(
                  new byte[] {0x01, 0x1b, '[', '2', 'J'},
                  Bytes.of("\n"),
                  Bytes.of("..."),
                  Bytes.of(".hidden"),
                  Bytes.of(".longhaul-part-1-1"),
                  Bytes.of("CON"),
                  Bytes.of("Readme"),
                  Bytes.of("a\\b"),
                  Bytes.of("readme"),
                  Bytes.of("x".repeat(255)),
                  Bytes.of("ä\u202egpj.exe"),
                  new byte[] {(byte) 0xff, (byte) 0xfe});
          Entries.Attributes usual = Entries.Attributes.usual(0600);
          for (byte[] name : names) {
            tree.entries().empty(name, usual);
            tree.listed(name, usual, new byte[0]);
          }
        });
    tree(
        "attributes",
        "Modes with the sticky bit, times before 1970 and to the nanosecond.",
        tree -> {
          tree.folder("");
          attributes(tree, "long-ago", new Entries.Attributes(0, 0, 0, -1, 999_999_999, List.of()));
          attributes(
              tree, "sticky", new Entries.Attributes(01644, 0, 0, 4_000_000_000L, 0, List.of()));
        });
    tree(
        "extended-attributes",
        "Extended attributes, one of them empty; where the target has none, they are told of.",
        tree -> {
          tree.folder("");
          attributes(
              tree,
              "with",
              new Entries.Attributes(
                  0644,
                  0,
                  0,
                  1,
                  0,
                  List.of(
                      new Xattr(Bytes.of("user.colour"), Bytes.of("blue")),
                      new Xattr(Bytes.of("user.none"), new byte[0]))));
        });
    tree(
        "links",
        "Links to nothing, to places outside and to themselves: made, never followed.",
        tree ->
            tree.folder("")
                .link("absolute", "/etc/passwd")
                .link("dangling", "no/such/file")
                .link("outside", "../../in/outside")
                .link("self", "self"));
    tree(
        "deep",
        "A hundred and fifty folders in each other.",
        tree -> {
          StringBuilder path = new StringBuilder();
          tree.folder("");
          for (int i = 0; i < 150; i++) {
            tree.folder(path.append(i == 0 ? "" : "/").append('d').toString());
          }
          tree.empty(path + "/f");
        });
    tree(
        "two-parts",
        "Entries in two parts of the catalogue.",
        tree -> tree.folder("").empty("a").nextPart().folder("b").empty("b/c"));
    tree(
        "left-out",
        "Every reason for which a name can be left out.",
        tree -> {
          tree.folder("");
          for (int reason = 0; reason < 6; reason++) {
            tree.leftOut("gone-" + reason, reason);
          }
        });
  }

  private static void attributes(Tree tree, String path, Entries.Attributes attributes) {
    tree.entries().empty(Bytes.of(path), attributes);
    tree.listed(Bytes.of(path), attributes, new byte[0]);
  }

  private void blocks() {
    LegParts sparse = new LegParts("solo", Legs.solo().geometry);
    byte[] holes = new byte[300_000];
    holes[150_000] = 1;
    sparse.tree.folder("");
    long at = sparse.tree.region(0).squeezed(holes);
    sparse.tree.file(
        Bytes.of("sparse"),
        Entries.Attributes.usual(0644),
        Entries.SPARSE,
        holes,
        new Entries.At(0, at, 0));
    solo("sparse", "A file with holes, at its end too.", sparse);

    LegParts shared = new LegParts("solo", Legs.solo().geometry);
    byte[] both = Bytes.join(Legs.TEXT, Legs.NOISE);
    long first = shared.tree.folder("").region(0).squeezed(both);
    shared.tree.file("one", Legs.TEXT, new Entries.At(0, first, 0));
    shared.tree.file("two", Legs.NOISE, new Entries.At(0, first, Legs.TEXT.length));
    solo("one-block-two-files", "Two files in one block.", shared);

    LegParts many = new LegParts("solo", Legs.solo().geometry);
    long start = many.tree.folder("").region(0).plain(Legs.TEXT);
    many.tree.region(0).squeezed(Legs.NOISE);
    many.tree.file("whole", Bytes.join(Legs.TEXT, Legs.NOISE), new Entries.At(0, start, 0));
    solo("one-file-two-blocks", "A file that goes on in a second block.", many);

    LegParts largest = new LegParts("solo", Legs.solo().geometry);
    largest.tree.folder("").file("f", 0, new byte[1 << 20], true);
    solo("largest-block", "A block of 1 MiB of plain bytes, the most there is.", largest);
  }

  private void solo(String name, String what, LegParts parts) {
    bench.add(
        "valid/" + name,
        what,
        "solo",
        parts.press(),
        Run.unpack(0).gives(parts.tree.listing()),
        Run.verify(0));
  }

  private void around() {
    LegParts plain = Legs.solo();
    plain.digests = false;
    bench.add(
        "valid/without-digests",
        "No digests of segments are signed, so that nothing can be proven without keys.",
        "solo",
        plain.press(),
        unpack("solo"),
        Run.verify(0),
        Run.inspect(0).saying("CHECKSUMS"));
    bench.add(
        "valid/newer-than-seen",
        "A newer leg of a trip than was seen before.",
        "trio",
        bench.leg("trio"),
        vector -> vector.remembering(newest(1)),
        unpack("trio"));
    bench.add(
        "valid/drives-of-file-systems",
        "Names that file systems and desktops put on volumes by themselves.",
        "bare",
        drives -> drives.put("d1", "lost+found", new Node.Folder()),
        unpack("bare"),
        Run.verify(0));
  }

  /// What a reader remembers of the trip of `trio`.
  static String newest(long generation) {
    return "%s %s %d %s"
        .formatted(
            TestKeys.SENDER.verifyingKey().fingerprint(), Legs.TRIP, generation, Legs.trio().leg);
  }
}
