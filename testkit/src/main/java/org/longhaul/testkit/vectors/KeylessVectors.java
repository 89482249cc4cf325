package org.longhaul.testkit.vectors;

/// What anybody can do to drives who finds them: no key is needed for any of it.
final class KeylessVectors {
  static final String NO_DRIVE = "There is no drive here that can be read.";

  private KeylessVectors() {}

  static void addTo(Bench bench) {
    LabelFaults.addTo(bench);
    RootFaults.addTo(bench);
    KeyFileFaults.addTo(bench);
    SegmentFaults.addTo(bench);
    CatalogueFileFaults.addTo(bench);
    DriveFaults.addTo(bench);
  }

  /// Puts something in place of a file that is none: a reader must not follow it nor wait for it.
  static void notFiles(Bench bench, String leg, String file, Run... runs) {
    String name = "keyless/" + file.replaceAll("[-.].*", "") + "-is-";
    bench.add(
        name + "link",
        file + " is a link to the same file elsewhere.",
        leg,
        bench
            .leg(leg)
            .put("e1", file, bench.leg(leg).bytes("d1", file))
            .put("d1", file, new Node.Link("../e1/" + file)),
        vector -> vector.given("d1"),
        runs);
    bench.add(
        name + "folder",
        file + " is a folder.",
        leg,
        drives -> drives.put("d1", file, new Node.Folder()),
        runs);
    bench.add(
        name + "fifo",
        file + " is a FIFO.",
        leg,
        drives -> drives.put("d1", file, new Node.Fifo()),
        runs);
  }
}
