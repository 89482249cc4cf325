package org.longhaul.testkit.vectors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.longhaul.drive.Root;
import org.longhaul.shipment.Geometry;

/// The legs that the vectors start from, each as small as its purpose allows.
final class Legs {
  static final String TRIP = "5eed5eed5eed5eed5eed5eed5eed5eed";
  static final byte[] TEXT = Bytes.of("some text\n".repeat(300));
  static final byte[] NOISE = new SeededRandom("noise").bytes(9000);
  static final byte[] ZEROS = new byte[200_000];

  private Legs() {}

  /// All of them by name.
  static Map<String, LegParts> all() {
    Map<String, LegParts> legs = new LinkedHashMap<>();
    for (LegParts parts : List.of(solo(), bare(), trio(), older(), wide(), mlDsa())) {
      legs.put(parts.name, parts);
    }
    return legs;
  }

  /// One drive without parity, with a file of each kind.
  static LegParts solo() {
    LegParts parts = new LegParts("solo", new Geometry(1, 0));
    parts
        .tree
        .folder("")
        .file("a.txt", 0, TEXT)
        .empty("blank")
        .folder("dir")
        .file("dir/data.bin", 0, NOISE)
        .folder("dir/deep")
        .file("dir/deep/zeros", 0, ZEROS, true)
        .copy("dir/twin", "a.txt", 1, TEXT, new Entries.At(0, 0, 0))
        .hardLink("other-name", "a.txt", 1)
        .link("to-a", "a.txt");
    return parts;
  }

  /// One drive without segments, for faults in what stands around them.
  static LegParts bare() {
    LegParts parts = bare("bare");
    bareTree(parts.tree);
    return parts;
  }

  /// The same with another tree.
  static LegParts bare(String name) {
    return new LegParts(name, new Geometry(1, 0));
  }

  static void bareTree(Tree tree) {
    tree.folder("").folder("dir").empty("dir/blank").leftOut("gone", 5).link("link", "dir/blank");
  }

  /// Three drives of a trip, one of them parity; one file lies on both data drives.
  static LegParts trio() {
    LegParts parts = new LegParts("trio", new Geometry(2, 1));
    parts.trip = new Root.Trip(TRIP, "spring", 2);
    parts.cases = true;
    parts.secondWritingFrom = 1;
    byte[] noise = new SeededRandom("more noise").bytes(120_000);
    byte[] both = Bytes.join(TEXT, NOISE);
    parts.tree.folder("").file("alpha", 0, NOISE).spanning("big", 0, noise, 90_000);
    parts.tree.file("gamma", 1, TEXT).folder("small");
    long at = parts.tree.region(1).squeezed(both);
    parts.tree.file("small/x1", TEXT, new Entries.At(1, at, 0));
    parts.tree.file("small/x2", NOISE, new Entries.At(1, at, TEXT.length));
    return parts;
  }

  /// The leg of the same trip before that one.
  static LegParts older() {
    LegParts parts = new LegParts("older", new Geometry(2, 1));
    parts.trip = new Root.Trip(TRIP, "spring", 1);
    parts.tree.folder("").empty("alpha");
    return parts;
  }

  /// Six drives, of which any three may be lost.
  static LegParts wide() {
    LegParts parts = new LegParts("wide", new Geometry(3, 3));
    parts.tree.folder("");
    for (int i = 0; i < 3; i++) {
      parts.tree.file("f" + i, i, new SeededRandom("wide " + i).bytes(20_000 + i));
    }
    return parts;
  }

  /// One drive that is signed with ML-DSA-65 too.
  static LegParts mlDsa() {
    LegParts parts = bare("ml-dsa");
    bareTree(parts.tree);
    parts.sender = TestKeys.SENDER_ML_DSA;
    return parts;
  }
}
