package org.longhaul.testkit.vectors;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.longhaul.drive.LegFiles;

/// Segments that were damaged, moved or changed with care.
final class SegmentFaults {
  private static final String SEGMENTS = "segments-0000.lhs";
  private static final int SIZE = 65536;
  private static final String[] CONTENT = {
    "a.txt", "dir/data.bin", "dir/deep/zeros", "dir/twin", "other-name"
  };

  private final Bench bench;

  private SegmentFaults(Bench bench) {
    this.bench = bench;
  }

  static void addTo(Bench bench) {
    SegmentFaults faults = new SegmentFaults(bench);
    faults.damaged();
    faults.changed();
    faults.moved();
    faults.digests();
    KeylessVectors.notFiles(
        bench,
        "solo",
        SEGMENTS,
        Run.unpack(4, "damaged").givesBut(bench.listing("solo"), CONTENT),
        Run.verify(5, "DAMAGED_SEGMENTS"),
        Run.inspect(5, "DAMAGED_SEGMENTS"));
  }

  /// All content of `solo` is lost, and the rest is made.
  private void lost(String name, String fault, String kind, Consumer<Drives> change) {
    bench.add(
        "keyless/segment-" + name,
        fault,
        "solo",
        change,
        Run.unpack(4, "damaged", "5 files").givesBut(bench.listing("solo"), CONTENT),
        Run.verify(5, kind),
        Run.inspect(5, kind));
  }

  private void damaged() {
    String damaged = "DAMAGED_SEGMENTS";
    lost(
        "bit",
        "A bit of the ciphertext was flipped.",
        damaged,
        all -> all.flip("d1", SEGMENTS, 700));
    lost("tag-bit", "A bit of the tag was flipped.", damaged, all -> all.flip("d1", SEGMENTS, -1));
    lost(
        "crc-bit",
        "A bit of the checksum was flipped.",
        damaged,
        all -> all.flip("d1", SEGMENTS, 57));
    lost("magic", "The magic is another, the checksum fits.", damaged, all -> fitted(all, 0, 7));
    lost("cut", "The file of segments is cut.", damaged, all -> all.cut("d1", SEGMENTS, 1000));
    lost(
        "cut-by-one", "It lacks its last byte.", damaged, all -> all.cut("d1", SEGMENTS, SIZE - 1));
    lost("empty", "The file of segments is empty.", damaged, all -> all.cut("d1", SEGMENTS, 0));
    lost("missing", "There is no file of segments.", damaged, all -> all.remove("d1", SEGMENTS));
    lost(
        "zeros",
        "The file of segments is zeros.",
        damaged,
        all -> all.put("d1", SEGMENTS, new Node.Grown(new byte[0], SIZE)));
    bench.add(
        "keyless/segment-two-at-one-place",
        "Two drives have damage in the same stripe: what lies there is lost, the rest is not.",
        "trio",
        drives -> drives.flip("d1", SEGMENTS, SIZE + 300).flip("d3", SEGMENTS, SIZE + 300),
        Run.unpack(4, "1 file (120 kB)").givesBut(bench.listing("trio"), "big"),
        Run.verify(5, "DAMAGED_SEGMENTS"));
    bench.add(
        "keyless/segment-appended",
        "Something follows the last segment.",
        "solo",
        drives -> drives.append("d1", SEGMENTS, Bytes.of("hidden")),
        Run.unpack(0).gives(bench.listing("solo")),
        Run.verify(5, "CHANGED"),
        Run.inspect(5, "CHANGED"));
  }

  private void changed() {
    String forged = "FORGED_SEGMENTS";
    lost(
        "bit-fitted",
        "A bit was flipped and the checksum made to fit.",
        forged,
        all -> fitted(all, 700, 1));
    lost(
        "tag-fitted",
        "The tag was changed, the checksum fits.",
        forged,
        all -> fitted(all, SIZE - 1, 1));
    lost("leg", "It says another leg, the checksum fits.", forged, all -> fitted(all, 8, 1));
    lost("drive", "It says another drive, the checksum fits.", forged, all -> fitted(all, 27, 1));
    lost("size", "It says another size, the checksum fits.", forged, all -> fitted(all, 29, 1));
    lost("number", "It says another number, the checksum fits.", forged, all -> fitted(all, 39, 1));
    lost("salt", "It says another salt, the checksum fits.", forged, all -> fitted(all, 40, 1));
    lost(
        "reserved",
        "A reserved byte is not zero, the checksum fits.",
        forged,
        all -> fitted(all, 61, 1));
  }

  /// Changes a byte of the first segment and makes its checksum fit again.
  private static void fitted(Drives drives, int at, int mask) {
    drives.change(
        "d1",
        SEGMENTS,
        bytes -> {
          bytes[at] ^= (byte) mask;
          CRC32C crc = new CRC32C();
          crc.update(bytes, 0, 56);
          crc.update(bytes, 60, SIZE - 60);
          ByteBuffer.wrap(bytes).putInt(56, (int) crc.getValue());
          return bytes;
        });
  }

  private void repaired(String name, String fault, Consumer<Drives> change) {
    bench.add(
        "keyless/segment-" + name,
        fault,
        "trio",
        change,
        Run.unpack(0, "repaired", "damaged").gives(bench.listing("trio")),
        Run.verify(5, "FORGED_SEGMENTS"),
        Run.inspect(5, "FORGED_SEGMENTS"));
  }

  private void moved() {
    repaired(
        "places-swapped",
        "Two segments of a drive have changed places.",
        drives ->
            drives.change(
                "d1",
                SEGMENTS,
                bytes ->
                    Bytes.join(
                        Arrays.copyOfRange(bytes, SIZE, 2 * SIZE), Arrays.copyOf(bytes, SIZE))));
    repaired(
        "of-another-drive",
        "The segments are those of another drive of the leg.",
        drives -> drives.put("d1", SEGMENTS, drives.bytes("d3", SEGMENTS)));
    repaired(
        "of-another-leg",
        "The segment is one of another leg.",
        drives -> drives.put("d2", SEGMENTS, bench.leg("solo").bytes("d1", SEGMENTS)));
    repaired(
        "written-twice",
        "A segment stands in the place of another too.",
        drives ->
            drives.change(
                "d1",
                SEGMENTS,
                bytes -> Bytes.join(Arrays.copyOf(bytes, SIZE), Arrays.copyOf(bytes, SIZE))));
  }

  private void digests(String name, String fault, Consumer<Drives> change) {
    bench.add(
        "keyless/digests-" + name,
        fault,
        "solo",
        change,
        Run.unpack(0).gives(bench.listing("solo")),
        Run.verify(5, "CHANGED"),
        Run.inspect(5, "CHANGED"));
  }

  private void digests() {
    String file = LegFiles.DIGESTS;
    digests(
        "header", "The head of the digests says another drive.", all -> all.flip("d1", file, 27));
    digests("digest", "A digest was changed.", all -> all.flip("d1", file, 70));
    digests("cut", "The digests are cut.", all -> all.cut("d1", file, 80));
    digests("empty", "The file of digests is empty.", all -> all.cut("d1", file, 0));
    digests("missing", "There are no digests.", all -> all.remove("d1", file));
    digests("appended", "A digest too many.", all -> all.append("d1", file, new byte[32]));
    digests(
        "of-another-leg",
        "The digests are those of another leg.",
        all -> all.put("d1", file, bench.leg("trio").bytes("d2", file)));
    digests(
        "fitted-to-change",
        "A file of digests for other segments than were signed.",
        all -> all.change("d1", file, bytes -> Arrays.copyOf(Arrays.copyOf(bytes, 64), 96)));
    KeylessVectors.notFiles(
        bench, "solo", file, Run.unpack(0).gives(bench.listing("solo")), Run.inspect(5, "CHANGED"));
  }
}
