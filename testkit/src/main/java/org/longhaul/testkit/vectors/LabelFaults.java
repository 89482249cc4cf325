package org.longhaul.testkit.vectors;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.longhaul.drive.Label;

/// Labels that are cut, changed or say what none can say.
final class LabelFaults {
  private static final String NOT_JSON = "is not the JSON object that it should be";
  private static final String NOT_SIGNED = "its label is not the one that was signed";

  private final Bench bench;

  private LabelFaults(Bench bench) {
    this.bench = bench;
  }

  static void addTo(Bench bench) {
    LabelFaults faults = new LabelFaults(bench);
    faults.documents();
    faults.fields();
    faults.changed();
    KeylessVectors.notFiles(
        bench, "bare", Label.FILE, Run.unpack(7, KeylessVectors.NO_DRIVE, "not an ordinary file"));
  }

  private void documents() {
    document("cut", "ends in the middle", text -> Bytes.of(text.substring(0, 60)));
    document("empty", "has no bytes", text -> new byte[0]);
    document("null", "is null", text -> Bytes.of("null"));
    document("list", "is a list", text -> Bytes.of("[" + text + "]"));
    document("trailing", "goes on after its end", text -> Bytes.of(text + "{}"));
    document("comment", "has a comment", text -> Bytes.of("/* */" + text));
    document("utf16", "is in UTF-16", text -> text.getBytes(StandardCharsets.UTF_16LE));
    document(
        "not-utf8",
        "has bytes that are no UTF-8",
        text -> text.replace("\"d1\"", "\"\u00ff1\"").getBytes(StandardCharsets.ISO_8859_1));
    document(
        "nested",
        "is nested very deep",
        text -> Bytes.of(text.replace("\"d1\"", "[".repeat(20_000) + "]".repeat(20_000))));
    document(
        "field-twice",
        "has a field twice",
        text -> Bytes.of(text.replace("\"drive\"", "\"drive\" : 0,\n  \"drive\"")));
    document(
        "long-number",
        "has a number of ten thousand digits",
        text -> Bytes.of(text.replace("\"drive\" : 0", "\"drive\" : " + "9".repeat(10_000))));
    bench.add(
        "keyless/label-huge",
        "The label is longer than any.",
        "bare",
        drives ->
            drives.put("d1", Label.FILE, new Node.Grown(drives.bytes("d1", Label.FILE), 1L << 40)),
        Run.unpack(7, "longer than any that Longhaul writes"));
    bench.add(
        "keyless/label-missing",
        "There is no label.",
        "bare",
        drives -> drives.remove("d1", Label.FILE),
        Run.unpack(7, "it has no label.json"),
        Run.other("info", 7).key(""));
  }

  @FunctionalInterface
  private interface Rewrite {
    byte[] of(String text);
  }

  private void document(String name, String fault, Rewrite rewrite) {
    bench.add(
        "keyless/label-" + name,
        "The label " + fault + ".",
        "bare",
        drives -> drives.put("d1", Label.FILE, rewrite.of(drives.text("d1", Label.FILE))),
        Run.unpack(7, KeylessVectors.NO_DRIVE, NOT_JSON),
        Run.other("info", 5, NOT_JSON).key(""));
  }

  private void fields() {
    for (String field :
        List.of("format", "leg", "geometry", "drive", "name", "segmentBytes", "state", "begun")) {
      bench.add(
          "keyless/label-no-" + field.toLowerCase(java.util.Locale.ROOT),
          "The label has no field '%s'.".formatted(field),
          "bare",
          drives -> drives.replace("d1", Label.FILE, "\"" + field + "\"", "\"x-" + field + "\""),
          Run.unpack(7, "'%s' should be".formatted(field)));
    }
    field("format-next", "\"longhaul/1\"", "\"longhaul/2\"", "reads 'longhaul/1' only");
    field("format-number", "\"longhaul/1\"", "1", "'format' should be");
    field("state-unknown", "\"sealed\"", "\"mended\"", "'state' should be");
    field("drive-text", "\"drive\" : 0", "\"drive\" : \"0\"", "'drive' should be");
    field("drive-negative", "\"drive\" : 0", "\"drive\" : -1", "'drive' should be");
    field("drive-fraction", "\"drive\" : 0", "\"drive\" : 0.5", "'drive' should be");
    field("drive-infinite", "\"drive\" : 0", "\"drive\" : 1e999", "'drive' should be");
    field("drive-wraps", "\"drive\" : 0", "\"drive\" : 4294967296", "'drive' should be");
    field("drive-past-geometry", "\"drive\" : 0", "\"drive\" : 1", "'drive' should be");
    field("geometry-none", "\"1+0\"", "\"0+0\"", "'geometry' should be");
    field("geometry-too-many", "\"1+0\"", "\"200+56\"", "'geometry' should be");
    field("geometry-overflow", "\"1+0\"", "\"99999999999+1\"", "'geometry' should be");
    field("segment-tiny", "65536", "1", "'segmentBytes' should be");
    field("segment-zero", "65536", "0", "'segmentBytes' should be");
    field("segment-odd", "65536", "65537", "'segmentBytes' should be");
    field("segment-huge", "65536", "2147483648", "'segmentBytes' should be");
    field("leg-upper-case", "\"leg\" : \"", "\"leg\" : \"A", "'leg' should be");
    field("name-object", "\"d1\"", "{}", "'name' should be");
  }

  private void field(String name, String from, String to, String says) {
    bench.add(
        "keyless/label-" + name,
        "The label says %s where it should say %s.".formatted(to, from),
        "bare",
        drives -> drives.replace("d1", Label.FILE, from, to),
        Run.unpack(7, KeylessVectors.NO_DRIVE, says));
  }

  private void changed() {
    bench.add(
        "keyless/label-unfinished",
        "The label says that the drive was not written to its end.",
        "bare",
        drives -> drives.replace("d1", Label.FILE, "\"sealed\"", "\"unfinished\""),
        Run.unpack(7, "was not written to its end"));
    bench.add(
        "keyless/label-one-byte",
        "The label was changed in what is for people only; the sender signed it all the same.",
        "bare",
        drives -> drives.replace("d1", Label.FILE, "11:00:00", "11:00:01"),
        Run.unpack(7, NOT_SIGNED));
    bench.add(
        "keyless/label-escapes",
        "The drive's name has what a terminal obeys.",
        "bare",
        drives ->
            drives.replace("d1", Label.FILE, "\"d1\"", "\"\\u001b[2Jd\\u202e1\\n\\u0007\\u009b\""),
        Run.unpack(7, NOT_SIGNED),
        Run.other("info", 0).key(""));
    bench.add(
        "keyless/label-of-larger-leg",
        "The label says a number that the leg does not have.",
        "bare",
        drives ->
            drives
                .replace("d1", Label.FILE, "\"1+0\"", "\"3+2\"")
                .replace("d1", Label.FILE, "\"drive\" : 0", "\"drive\" : 4"),
        Run.unpack(7, "does not fit its signed root"),
        Run.other("info", 5, "does not fit its signed root").key(""));
    bench.add(
        "keyless/labels-swapped",
        "Two drives have each other's labels.",
        "trio",
        drives -> {
          byte[] first = drives.bytes("d1", Label.FILE);
          drives.put("d1", Label.FILE, drives.bytes("d2", Label.FILE));
          drives.put("d2", Label.FILE, first);
        },
        Run.unpack(4, "damaged")
            .givesBut(bench.listing("trio"), "alpha", "big", "gamma", "small/x1", "small/x2"),
        Run.verify(5, "CHANGED", "DAMAGED_SEGMENTS", "FORGED_SEGMENTS"));
  }
}
