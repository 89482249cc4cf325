package org.longhaul.freight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.longhaul.drive.Drive;
import org.longhaul.drive.Root;
import org.longhaul.sealing.LegKeys;

/// Makes good what is damaged on drives that are here, in its place.
///
/// All drives are verified first. Then bad segments are remade from their stripes, written over,
/// forced, read back and checked; then the files around them, the label last. What is interrupted
/// leaves each segment as it was, torn, or good: typing the command again finds what is left.
final class InPlaceRepair {
  private final Leg leg;
  private final Root root;
  private final LegKeys keys;
  private final DriveDocuments documents;
  private final Progress progress;
  private final List<@Nullable Rewriting> writings = new ArrayList<>();
  private final List<Around> around = new ArrayList<>();
  private final List<BitSet> bad = new ArrayList<>();
  private final BitSet stripes = new BitSet();
  private final Map<String, Long> remade = new TreeMap<>();
  private final List<String> files = new ArrayList<>();
  private final List<String> failing = new ArrayList<>();
  private long lost;
  private long firstLost;

  InPlaceRepair(Leg leg, LegKeys keys, DriveDocuments documents, Progress progress) {
    this.leg = leg;
    this.root = leg.root();
    this.keys = keys;
    this.documents = documents;
    this.progress = progress;
  }

  /// The files around the segments of one drive.
  ///
  /// @param damaged their names
  private record Around(int number, DocumentRepair repair, List<String> damaged) {}

  /// @param dryRun whether to tell only
  RepairReport run(boolean dryRun) throws IOException {
    Verifier.Report verified = Verifier.verify(leg, keys, progress);
    for (int i = 0; i < leg.drives().size(); i++) {
      Drive drive = leg.drives().get(i);
      bad.add(drive == null ? new BitSet() : verified.damage().segments(i));
      stripes.or(bad.get(i));
      writings.add(drive == null ? null : new Rewriting(root, keys, i, drive));
      if (drive != null) {
        DocumentRepair repair = new DocumentRepair(leg, documents, progress, i, drive);
        around.add(new Around(i, repair, repair.damaged()));
      }
    }
    if (dryRun) {
      plan();
    } else {
      segments();
      files();
    }
    return new RepairReport(
        !dryRun,
        verified.findings(),
        remade,
        files,
        List.of(),
        lost,
        firstLost,
        failing,
        verified.bytes());
  }

  private void plan() {
    stripes.stream()
        .forEach(n -> {
          int left = 0;
          for (int i = 0; i < leg.drives().size(); i++) {
            boolean zeros = i < root.geometry().data() && n >= root.drives().get(i).segments();
            boolean here = leg.drives().get(i) != null && n < root.drives().get(i).segments();
            left += zeros || here && !bad.get(i).get(n) ? 1 : 0;
          }
          if (left < root.geometry().data()) {
            lose(n);
          } else {
            for (int i = 0; i < bad.size(); i++) {
              if (bad.get(i).get(n)) {
                remade.merge(name(i), 1L, Long::sum);
              }
            }
          }
        });
    around.forEach(drive -> drive.damaged().forEach(name -> files.add(file(drive.number(), name))));
  }

  private void lose(long stripe) {
    firstLost = lost == 0 ? stripe : firstLost;
    lost++;
  }

  private String name(int number) {
    return root.drives().get(number).name();
  }

  private String file(int number, String name) {
    return "%s: %s".formatted(name(number), name);
  }

  private void segments() throws IOException {
    long all = bad.stream().mapToLong(BitSet::cardinality).sum() * root.segmentBytes();
    if (all == 0) {
      return;
    }
    progress.phase("repairing", all, Progress.Unit.BYTES);
    try (StripeRescue rescue = new StripeRescue(root, keys, leg.drives(), bad, Set.of())) {
      for (int n = stripes.nextSetBit(0); n >= 0; n = stripes.nextSetBit(n + 1)) {
        progress.checkStopped();
        boolean[] wanted = new boolean[leg.drives().size()];
        for (int i = 0; i < wanted.length; i++) {
          wanted[i] = bad.get(i).get(n);
        }
        byte[][] payloads = rescue.remake(n, wanted);
        boolean gone = false;
        for (int i = 0; i < wanted.length; i++) {
          Rewriting writing = writings.get(i);
          if (wanted[i] && payloads[i] == null) {
            gone = true;
          } else if (wanted[i] && writing != null) {
            writing.write(n, payloads[i]);
            progress.advance(root.segmentBytes());
          }
        }
        if (gone) {
          lose(n);
        }
      }
    }
    for (int i = 0; i < writings.size(); i++) {
      Rewriting writing = writings.get(i);
      if (writing != null) {
        writing.finish();
        if (writing.checked() > 0) {
          remade.put(name(i), writing.checked());
        }
        String failure = writing.failure();
        if (failure != null) {
          failing.add(failure);
        }
      }
    }
  }

  private void files() throws IOException {
    for (Around drive : around) {
      int number = drive.number();
      for (String name : drive.damaged()) {
        try {
          if (drive.repair().repair(name)) {
            files.add(file(number, name));
          } else {
            failing.add(
                "%s: no drive here has what %s is to be made of. It is as it was; give more drives of the leg."
                    .formatted(name(number), name));
          }
        } catch (StoppedException e) {
          throw e;
        } catch (IOException e) {
          failing.add(
              "%s: %s could not be written: %s.".formatted(name(number), name, e.getMessage()));
        }
      }
    }
  }
}
