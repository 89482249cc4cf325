package org.longhaul.testkit.vectors;

import org.longhaul.drive.LegFiles;
import org.longhaul.drive.Root;

/// Wrapped keys, and the sender's word for changed ones, that were changed without a key.
final class KeyFileFaults {
  private static final String NOT_SIGNED = "is not the one that the sender signed";

  private final Bench bench;

  private KeyFileFaults(Bench bench) {
    this.bench = bench;
  }

  static void addTo(Bench bench) {
    KeyFileFaults faults = new KeyFileFaults(bench);
    faults.keys();
    faults.access();
  }

  private void key(String name, String fault, java.util.function.Consumer<Drives> change) {
    bench.add(
        "keyless/key-" + name,
        fault,
        "bare",
        change,
        Run.unpack(6, NOT_SIGNED),
        Run.inspect(5, "CHANGED"));
  }

  private void keys() {
    key("cut", "The wrapped key is cut.", drives -> drives.cut("d1", LegFiles.KEY, 100));
    key("empty", "The wrapped key is empty.", drives -> drives.cut("d1", LegFiles.KEY, 0));
    key(
        "bit",
        "A bit of the wrapped key was flipped.",
        drives -> drives.flip("d1", LegFiles.KEY, -5));
    key(
        "of-another-leg",
        "The wrapped key is that of another leg of the same sender and recipient.",
        drives -> drives.put("d1", LegFiles.KEY, bench.leg("solo").bytes("d1", LegFiles.KEY)));
    key(
        "appended",
        "Something follows the wrapped key.",
        drives -> drives.append("d1", LegFiles.KEY, new byte[16]));
    bench.add(
        "keyless/key-missing",
        "There is no wrapped key.",
        "bare",
        drives -> drives.remove("d1", LegFiles.KEY),
        Run.unpack(5, "The wrapped key on"),
        Run.inspect(5, "CHANGED"));
    bench.add(
        "keyless/key-huge",
        "The wrapped key has no end.",
        "bare",
        drives ->
            drives.put(
                "d1", LegFiles.KEY, new Node.Grown(drives.bytes("d1", LegFiles.KEY), 1L << 40)),
        Run.unpack(5, "longer than any"),
        Run.inspect(5, "CHANGED"));
    bench.add(
        "keyless/key-missing-on-one",
        "One drive has no wrapped key; another has.",
        "trio",
        drives -> drives.remove("d1", LegFiles.KEY),
        Run.unpack(0).gives(bench.listing("trio")),
        Run.verify(5, "CHANGED"));
    KeylessVectors.notFiles(
        bench,
        "bare",
        LegFiles.KEY,
        Run.unpack(5, "not an ordinary file"),
        Run.inspect(5, "CHANGED"));
  }

  private void access() {
    bench.add(
        "keyless/access-garbage",
        "The word for a changed key is not one.",
        "bare",
        drives -> drives.put("d1", LegFiles.ACCESS, "{}"),
        Run.unpack(6, "is not a signed envelope"),
        Run.inspect(5, "CHANGED"));
    bench.add(
        "keyless/access-cut",
        "The word for a changed key is cut.",
        "bare",
        drives -> ValidVectors.rewrapped(drives, 1).cut("d1", LegFiles.ACCESS, 300),
        Run.unpack(6, "is not a signed envelope"),
        Run.inspect(5, "CHANGED"));
    bench.add(
        "keyless/access-of-another-leg",
        "The word for a changed key is of another leg of the sender.",
        "solo",
        drives ->
            drives.put(
                "d1",
                LegFiles.ACCESS,
                ValidVectors.rewrapped(bench.leg("bare"), 1).bytes("d1", LegFiles.ACCESS)),
        Run.unpack(6, "is of another leg"),
        Run.inspect(5, "CHANGED"));
    bench.add(
        "keyless/access-is-root",
        "The word for a changed key is the root, which the sender signed too.",
        "bare",
        drives -> drives.put("d1", LegFiles.ACCESS, drives.bytes("d1", Root.FILE)),
        Run.unpack(5, "The signed change of the key"),
        Run.inspect(5, "CHANGED"));
    bench.add(
        "keyless/access-removed",
        "The word for a changed key was taken away, the changed key was not.",
        "bare",
        drives -> ValidVectors.rewrapped(drives, 1).remove("d1", LegFiles.ACCESS),
        Run.unpack(6, NOT_SIGNED),
        Run.inspect(5, "CHANGED"));
    bench.add(
        "keyless/access-replayed",
        "Key and word of an earlier change were put back. Nothing tells that; the data is the same.",
        "bare",
        drives -> {
          byte[] key = ValidVectors.rewrapped(drives, 1).bytes("d1", LegFiles.KEY);
          byte[] word = drives.bytes("d1", LegFiles.ACCESS);
          ValidVectors.rewrapped(drives, 2);
          drives.put("d1", LegFiles.KEY, key).put("d1", LegFiles.ACCESS, word);
        },
        Run.unpack(0).gives(bench.listing("bare")));
    bench.add(
        "keyless/access-newer-key-older",
        "The word of one change with the key of another.",
        "bare",
        drives -> {
          byte[] first = ValidVectors.rewrapped(drives, 1).bytes("d1", LegFiles.KEY);
          ValidVectors.rewrapped(drives, 2);
          ValidVectors.rewrapped(drives, 3).put("d1", LegFiles.KEY, first);
        },
        Run.unpack(6, NOT_SIGNED),
        Run.inspect(5, "CHANGED"));
  }
}
