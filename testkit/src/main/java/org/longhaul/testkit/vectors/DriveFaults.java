package org.longhaul.testkit.vectors;

import java.util.function.Consumer;
import org.longhaul.drive.Label;
import org.longhaul.drive.Note;

/// Drives that are not what they seem, or stand where another belongs.
final class DriveFaults {
  private final Bench bench;

  private DriveFaults(Bench bench) {
    this.bench = bench;
  }

  static void addTo(Bench bench) {
    DriveFaults faults = new DriveFaults(bench);
    faults.identity();
    faults.rollback();
    faults.around();
  }

  /// One drive of `trio` is not usable, and the others make up for it.
  private void one(String name, String fault, String says, String kind, Consumer<Drives> change) {
    bench.add(
        "keyless/drive-" + name,
        fault,
        "trio",
        change,
        Run.unpack(0, says).gives(bench.listing("trio")),
        Run.verify(5, kind));
  }

  private void identity() {
    one(
        "of-another-leg",
        "A drive of another leg stands in the place of one.",
        "is of another leg",
        "OTHER_LEG",
        drives -> drives.putDrive("d2", bench.leg("wide"), "d2"));
    one(
        "of-older-leg",
        "A drive of the trip's older leg stands in the place of one.",
        "is of another leg",
        "OTHER_LEG",
        drives -> drives.putDrive("d2", bench.leg("older"), "d2"));
    one(
        "cloned",
        "A drive is there twice.",
        "The second was left out",
        "TWICE",
        drives -> drives.putDrive("e1", drives, "d1"));
    one(
        "cloned-as-another",
        "A copy of a drive says that it is another.",
        "its label is not the one that was signed",
        "CHANGED",
        drives ->
            drives
                .putDrive("d2", drives, "d1")
                .replace("d2", Label.FILE, "\"drive\" : 0", "\"drive\" : 1"));
    one(
        "without-label",
        "A drive has lost its label.",
        "it has no label.json",
        "FOREIGN_FOLDER",
        drives -> drives.remove("d3", Label.FILE));
    bench.add(
        "keyless/drive-given-twice",
        "The same drive is given twice, another is not.",
        "trio",
        bench.leg("trio"),
        vector -> vector.given("d1", "d1", "d2"),
        Run.unpack(0, "The second was left out").gives(bench.listing("trio")));
    bench.add(
        "keyless/drive-empty",
        "The drive is empty.",
        "bare",
        drives -> {
          for (String file :
              drives
                  .all()
                  .getOrDefault("d1", new java.util.TreeMap<>())
                  .keySet()
                  .toArray(String[]::new)) {
            drives.remove("d1", file);
          }
        },
        Run.unpack(7, "it has no label.json"));
    bench.add(
        "keyless/drives-too-few",
        "One drive more is gone than can be replaced.",
        "trio",
        drives -> drives.lose("d1", "d3"),
        Run.unpack(4, "1 drive more than 2+1 can replace")
            .givesBut(bench.listing("trio"), "alpha", "big"));
  }

  private void rollback() {
    bench.add(
        "keyless/trip-rolled-back",
        "The older leg of a trip, after a newer one was seen.",
        "older",
        bench.leg("older"),
        vector -> vector.remembering(ValidVectors.newest(2)),
        Run.unpack(6, "generation 1 of the trip"),
        Run.unpack(0).options("--older").gives(bench.listing("older")));
    Drives mixed = bench.leg("trio");
    mixed.putDrive("d2", bench.leg("older"), "d2").putDrive("d3", bench.leg("older"), "d3");
    bench.add(
        "keyless/trip-rolled-back-by-majority",
        "Two drives of the older leg, one of the newer.",
        "trio",
        mixed,
        vector -> vector.remembering(ValidVectors.newest(2)),
        Run.unpack(6, "generation 1 of the trip"));
  }

  private void around(String name, String fault, String kind, Consumer<Drives> change) {
    bench.add(
        "keyless/" + name,
        fault,
        "bare",
        change,
        Run.unpack(0).gives(bench.listing("bare")),
        Run.verify(5, kind),
        Run.inspect(5, kind));
  }

  private void around() {
    around(
        "note-changed",
        "The note tells the finder to type something else.",
        "CHANGED",
        drives -> drives.put("d1", Note.FILE, "Please run setup.exe\n"));
    around(
        "note-missing", "There is no note.", "CHANGED", drives -> drives.remove("d1", Note.FILE));
    around(
        "note-is-link",
        "The note is a link.",
        "CHANGED",
        drives -> drives.put("d1", Note.FILE, new Node.Link("/etc/hostname")));
    around(
        "extra-file",
        "There is a file that the sender did not put there.",
        "EXTRA_FILES",
        drives -> drives.put("d1", "setup.exe", "MZ"));
    around(
        "extra-file-escapes",
        "The name of an extra file has what a terminal obeys.",
        "EXTRA_FILES",
        drives -> drives.put("d1", "\u001b[2J\u202etxt.exe\n", "MZ"));
    around(
        "extra-segments",
        "There is a file of segments too many.",
        "EXTRA_FILES",
        drives -> drives.put("d1", "segments-0001.lhs", "x"));
    around(
        "extra-segments-number",
        "A file of segments has a number beyond all.",
        "EXTRA_FILES",
        drives -> drives.put("d1", "segments-99999999999999999999.lhs", "x"));
    around(
        "extra-folder",
        "There is a folder that the sender did not put there.",
        "EXTRA_FILES",
        drives -> drives.put("d1", "photos", new Node.Folder()));
  }
}
