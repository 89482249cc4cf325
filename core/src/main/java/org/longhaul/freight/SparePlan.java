package org.longhaul.freight;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.Sha256;
import org.longhaul.drive.Drive;
import org.longhaul.drive.Label;
import org.longhaul.drive.RepairMark;
import org.longhaul.drive.Root;
import org.longhaul.drive.SmallFile;

/// Which lost drive is remade on which spare.
///
/// @param places what is to be done
/// @param done drives that are remade already, by an earlier run of the same command
record SparePlan(List<Place> places, List<RepairReport.Remade> done) {
  /// Room for label, keys, signed root and note.
  private static final long SMALL_FILES_BYTES = 1 << 18;

  /// One drive and its spare.
  ///
  /// @param durable so many segments are there from an earlier run
  record Place(int number, Drive drive, long durable) {}

  /// Looks at the spares; writes nothing.
  ///
  /// @param names of the drives that are to be remade; empty for all that are not here
  static SparePlan of(
      Leg leg, List<? extends Drive> given, List<? extends Drive> onto, List<String> names)
      throws IOException {
    Set<String> seen = new HashSet<>();
    for (Drive drive : given) {
      seen.add(drive.identity());
    }
    TreeSet<Integer> lost = new TreeSet<>(names.isEmpty() ? leg.missing() : named(leg, names));
    List<Place> places = new ArrayList<>();
    List<RepairReport.Remade> done = new ArrayList<>();
    List<Drive> empty = new ArrayList<>();
    for (Drive spare : onto) {
      if (!seen.add(spare.identity())) {
        throw new DriveProblem(
            "%s was given twice. A spare is a volume or folder of its own. Nothing was written."
                .formatted(spare.name()));
      }
      Place begun = begun(leg, spare);
      if (begun == null) {
        empty.add(spare);
      } else if (begun.durable() < 0) {
        lost.remove(begun.number());
        done.add(new RepairReport.Remade(begun.number(), spare.name(), true, 0, true));
      } else if (lost.remove(begun.number())) {
        places.add(begun);
      } else {
        throw new DriveProblem(
            """
            %s was begun as %s, which is not to be remade now. Nothing was written. Name it (--drive %s), \
            or take an empty spare.\
            """
                .formatted(spare.name(), name(leg, begun.number()), name(leg, begun.number())));
      }
    }
    for (Drive spare : empty) {
      Integer next = lost.pollFirst();
      if (next != null) {
        places.add(new Place(next, spare, 0));
      }
    }
    return new SparePlan(places, done);
  }

  private static String name(Leg leg, int number) {
    return leg.root().drives().get(number).name();
  }

  private static List<Integer> named(Leg leg, List<String> names) throws DriveProblem {
    List<String> all = leg.root().drives().stream().map(Root.DriveEntry::name).toList();
    List<Integer> numbers = new ArrayList<>();
    for (String name : names) {
      if (!all.contains(name)) {
        throw new DriveProblem(
            "This leg has no drive %s. Its drives are %s. Nothing was written."
                .formatted(Label.printable(name), String.join(", ", all)));
      }
      numbers.add(all.indexOf(name));
    }
    return numbers;
  }

  /// What an earlier run has left on a spare.
  ///
  /// @return null for an empty one; durable is -1 for a drive that is whole
  private static @Nullable Place begun(Leg leg, Drive spare) throws IOException {
    List<String> names = spare.list();
    if (names.isEmpty() || names.equals(List.of(RepairMark.FILE + ".new"))) {
      return null;
    }
    Root root = leg.root();
    try {
      RepairMark mark = RepairMark.read(spare);
      if (mark.leg().equals(root.leg()) && mark.drive() < root.drives().size()) {
        long most = root.drives().get(mark.drive()).segments();
        return new Place(mark.drive(), spare, Math.min(mark.segments(), most));
      }
    } catch (NoSuchFileException e) {
      // Only its label was missing, or it is not ours.
      Place labelled = labelled(root, spare);
      if (labelled != null) {
        return labelled;
      }
    }
    throw new DriveProblem(
        """
        %s is not empty (%s). Nothing was written. Longhaul never overwrites: take an empty drive, or empty \
        this one yourself if what is on it is not wanted.\
        """
            .formatted(spare.name(), Label.printable(names.getFirst())));
  }

  private static @Nullable Place labelled(Root root, Drive spare) throws IOException {
    byte[] written;
    try {
      written = SmallFile.read(spare, Label.FILE);
    } catch (NoSuchFileException e) {
      return null;
    }
    Label label = Label.parse("The label of " + spare.name(), written);
    if (!label.leg().equals(root.leg()) || label.number() >= root.drives().size()) {
      return null;
    }
    Root.DriveEntry entry = root.drives().get(label.number());
    if (MessageDigest.isEqual(Sha256.of(written), entry.labelSha256())) {
      return new Place(label.number(), spare, -1);
    }
    return label.state() == Label.State.UNFINISHED
        ? new Place(label.number(), spare, entry.segments())
        : null;
  }

  /// What a drive takes.
  static long bytes(Root root, int number) {
    Root.DriveEntry entry = root.drives().get(number);
    return entry.segments() * root.segmentBytes() + root.catalogueBytes();
  }

  /// Refuses spares that are too small, naming all of them. Folders of one file system share its
  /// room.
  void checkRoom(Root root) throws IOException {
    Map<String, Long> needed = new HashMap<>();
    for (Place place : places) {
      needed.merge(place.drive().volume(), rest(root, place), Long::sum);
    }
    List<String> small = new ArrayList<>();
    for (Place place : places) {
      long free = place.drive().freeBytes();
      long need = needed.getOrDefault(place.drive().volume(), 0L);
      if (free < need) {
        small.add(
            "%s has %s free of %s"
                .formatted(place.drive().name(), Room.size(free), Room.size(need)));
      }
    }
    if (!small.isEmpty()) {
      throw new DriveProblem(
          "The spare is too small: %s. Nothing was written. Take a larger one."
              .formatted(String.join("; ", small)));
    }
  }

  private static long rest(Root root, Place place) {
    long digests = 32 * root.drives().get(place.number()).segments();
    return bytes(root, place.number())
        + digests
        + SMALL_FILES_BYTES
        - place.durable() * root.segmentBytes();
  }
}
