package org.longhaul.testkit.vectors;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.longhaul.drive.Root;

/// Statements that the sender signed and that no honest one would sign.
final class RootLies {
  private final Bench bench;

  private RootLies(Bench bench) {
    this.bench = bench;
  }

  static void addTo(Bench bench) {
    RootLies lies = new RootLies(bench);
    lies.fields();
    lies.digests();
    lies.texts();
  }

  static Root drives(Root root, UnaryOperator<Root.DriveEntry> change) {
    return new Root(
        root.leg(),
        root.geometry(),
        root.segmentBytes(),
        root.trip(),
        root.sealed(),
        root.keyCommitment(),
        root.keySha256(),
        root.catalogueSha256(),
        root.catalogueBytes(),
        root.indexSha256(),
        root.drives().stream().map(change).toList());
  }

  private void signed(String name, String fault, Run run, Consumer<LegParts> change) {
    LegParts parts = Legs.bare();
    change.accept(parts);
    bench.add("sender/root-" + name, fault, "bare", parts.press(), run);
  }

  private void field(String name, String says, String from, String to) {
    signed(
        name,
        "The signed statement says %s in place of %s.".formatted(to, from),
        Run.unpack(7, KeylessVectors.NO_DRIVE, says),
        parts ->
            parts.payload =
                text -> {
                  String changed = text.replace(from, to);
                  if (changed.equals(text)) {
                    throw new IllegalArgumentException(from + " is not in " + text);
                  }
                  return changed;
                });
  }

  private void fields() {
    field("type", "'_type' should be", "Statement/v1", "Statement/v9");
    field(
        "predicate-type",
        "'predicateType' should be",
        "urn:longhaul:leg:v1",
        "urn:longhaul:leg:v2");
    field("format", "'format' should be", "longhaul/1", "longhaul/2");
    field("subject-name", "'name' should be", "catalogue.lhc", "catalogue.zip");
    field("subject-none", "'subject' should be", "\"subject\" : [", "\"subject\" : [ ], \"x\" : [");
    field("digest-upper-case", "hexadecimal", "\"sha256\" : \"", "\"sha256\" : \"A");
    field("commitment-missing", "'keyCommitment' should be", "keyCommitment", "x");
    field("key-digest-missing", "'keySha256' should be", "keySha256", "x");
    field("index-digest-missing", "'catalogueIndexSha256' should be", "catalogueIndexSha256", "x");
    field(
        "catalogue-negative",
        "'catalogueBytes' should be",
        "\"catalogueBytes\" : ",
        "\"catalogueBytes\" : -");
    field("drives-missing", "'drives' should be", "\"drives\"", "\"x\"");
    field("drives-none", "'drives' should be", "\"drives\" : [", "\"drives\" : [ ], \"x\" : [");
    field("geometry-larger", "'drives' should be", "1+0", "200+55");
    field("geometry-none", "'geometry' should be", "1+0", "0+1");
    field(
        "segments-beyond", "'segments' should be", "\"segments\" : 0", "\"segments\" : 4294967297");
    field("segments-negative", "'segments' should be", "\"segments\" : 0", "\"segments\" : -1");
    field("segment-bytes", "'segmentBytes' should be", "65536", "65535");
    field(
        "writings-none",
        "'writings' should be",
        "\"writings\" : [",
        "\"writings\" : [ ], \"x\" : [");
    field("writings-late", "'from' should be", "\"from\" : 0", "\"from\" : 1");
    field("salt-text", "'salt' should be", "\"salt\" : \"", "\"salt\" : \"0");
    signed(
        "writings-many",
        "A drive was written in a thousand and twenty-five runs.",
        Run.unpack(7, "'writings' should be"),
        parts ->
            parts.root =
                root ->
                    drives(
                        root,
                        drive -> {
                          var writings = new java.util.ArrayList<Root.Writing>();
                          for (int i = 0; i <= 1024; i++) {
                            writings.add(new Root.Writing(i, new byte[16]));
                          }
                          return with(drive, drive.labelSha256(), drive.digestsSha256(), writings);
                        }));
    for (String generation : new String[] {"0", "-1", "2147483648"}) {
      signed(
          "generation" + generation,
          "A leg of a trip says that its generation is " + generation + ".",
          Run.unpack(7, "'generation' should be"),
          parts -> {
            parts.trip = new Root.Trip(Legs.TRIP, "spring", 5);
            parts.payload =
                text -> text.replace("\"generation\" : 5", "\"generation\" : " + generation);
          });
    }
    signed(
        "other-type",
        "The envelope says that its payload is something else.",
        Run.unpack(7, "a signature of something else"),
        parts -> parts.payloadType = "text/plain");
    LegParts big = Legs.bare();
    big.geometry = new org.longhaul.shipment.Geometry(1, 254);
    big.segmentBytes = 1 << 24;
    bench.add(
        "sender/root-memory",
        "So many drives with so large segments that a stripe takes gigabytes.",
        "bare",
        new Drives().putDrive("d1", big.press(), "d1"),
        vector -> vector,
        Run.unpack(7, "'segmentBytes' should be"));
  }

  private static Root.DriveEntry with(
      Root.DriveEntry drive,
      byte[] label,
      byte @org.jspecify.annotations.Nullable [] digests,
      java.util.List<Root.Writing> writings) {
    return new Root.DriveEntry(
        drive.name(),
        drive.caseName(),
        drive.segments(),
        label,
        drive.noteSha256(),
        digests,
        writings);
  }

  private void digests() {
    signed(
        "label-digest",
        "Another label is signed than is there.",
        Run.unpack(7, "its label is not the one that was signed"),
        parts ->
            parts.root =
                root -> drives(root, d -> with(d, new byte[32], d.digestsSha256(), d.writings())));
    signed(
        "digests-digest",
        "Another list of digests is signed than is there.",
        Run.inspect(5, "CHANGED"),
        parts ->
            parts.root =
                root -> drives(root, d -> with(d, d.labelSha256(), new byte[32], d.writings())));
    signed(
        "commitment",
        "The statement commits to another secret.",
        Run.unpack(6, "is not that of this leg"),
        parts ->
            parts.payload =
                text -> text.replaceFirst("\"keyCommitment\" : \"..", "\"keyCommitment\" : \"00"));
    LegParts sizes = Legs.bare();
    sizes.payload = text -> text.replace("65536", "131072");
    bench.add(
        "sender/root-other-segment-bytes",
        "Label and statement differ in the size of segments.",
        "bare",
        sizes.press(),
        Run.unpack(7, "does not fit its signed root"));
  }

  private void texts() {
    String nasty = "\\u001b[2J\\u202e\\u0000\\n\\u009b\\ud800";
    signed(
        "escapes",
        "Names and dates have what a terminal obeys.",
        Run.unpack(0).gives(bench.listing("bare")),
        parts -> {
          parts.trip = new Root.Trip(Legs.TRIP, "spring", 5);
          parts.payload =
              text ->
                  text.replace("\"spring\"", "\"" + nasty + "\"")
                      .replace(LegParts.SEALED, nasty)
                      .replace("\"name\" : \"d1\"", "\"name\" : \"" + nasty + "\"");
        });
    LegParts lost = Legs.trio();
    lost.payload = text -> text.replace("\"d1\"", "\"" + nasty + "\"").replace("case 1", nasty);
    bench.add(
        "sender/root-escapes-lost",
        "The name of a drive that is not here has what a terminal obeys.",
        "trio",
        lost.press().lose("d1"),
        Run.unpack(0).gives(bench.listing("trio")));
    signed(
        "long-name",
        "A drive's name has twenty thousand letters.",
        Run.unpack(0).gives(bench.listing("bare")),
        parts ->
            parts.payload =
                text ->
                    text.replace("\"name\" : \"d1\"", "\"name\" : \"" + "x".repeat(20_000) + "\""));
    signed(
        "unknown-field",
        "A field that nobody knows.",
        Run.unpack(0).gives(bench.listing("bare")),
        parts -> parts.payload = text -> text.replace("\"format\"", "\"next\" : {}, \"format\""));
  }
}
