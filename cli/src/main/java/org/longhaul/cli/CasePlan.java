package org.longhaul.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.longhaul.drive.FolderDrive;
import org.longhaul.freight.PackOrder;
import org.longhaul.shipment.Geometry;

/// The drives of an order, and which case each travels in.
final class CasePlan {
  private static final Pattern RANGE = Pattern.compile("(.*?)(\\d+)\\.\\.(\\d+)");

  private final List<Path> drives;
  private final Map<Path, String> caseOf;

  private CasePlan(List<Path> drives, Map<Path, String> caseOf) {
    this.drives = drives;
    this.caseOf = caseOf;
  }

  static CasePlan of(List<Path> drives, List<String> cases) {
    Map<Path, String> caseOf = new LinkedHashMap<>();
    for (String written : cases) {
      int equals = written.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "A case is written NAME=DRIVE,DRIVE..., not '%s'.".formatted(written));
      }
      String name = written.substring(0, equals);
      for (Path drive : expand(written.substring(equals + 1))) {
        if (!drives.contains(drive)) {
          throw new IllegalArgumentException(
              "Case %s has %s in it, which is not among the drives after --to."
                  .formatted(name, drive));
        }
        String before = caseOf.put(drive, name);
        if (before != null) {
          throw new IllegalArgumentException(
              "%s is in case %s and in case %s.".formatted(drive, before, name));
        }
      }
    }
    if (!caseOf.isEmpty() && caseOf.size() < drives.size()) {
      throw new IllegalArgumentException(
          "%d drives are in no case. Name a case for each, or for none."
              .formatted(drives.size() - caseOf.size()));
    }
    return new CasePlan(drives, caseOf);
  }

  private static List<Path> expand(String list) {
    List<Path> paths = new ArrayList<>();
    for (String item : list.split(",", -1)) {
      Matcher range = RANGE.matcher(item);
      if (!range.matches()) {
        paths.add(Path.of(item));
        continue;
      }
      int width = range.group(2).length();
      int last = Integer.parseInt(range.group(3));
      for (int n = Integer.parseInt(range.group(2)); n <= last; n++) {
        paths.add(Path.of(range.group(1) + ("%0" + width + "d").formatted(n)));
      }
    }
    return paths;
  }

  /// The geometry that was asked for, or a sensible one.
  Geometry geometry(@Nullable String written, @Nullable String survive) {
    if (written != null) {
      if (survive != null) {
        throw new IllegalArgumentException("Give --geometry or --survive, not both.");
      }
      Geometry geometry = Geometry.parse(written);
      if (geometry.drives() != drives.size()) {
        throw new IllegalArgumentException(
            "The geometry %s needs %d drives; %d were given."
                .formatted(geometry, geometry.drives(), drives.size()));
      }
      return geometry;
    }
    int parity;
    if (survive == null) {
      parity = !caseOf.isEmpty() ? largestCase() : drives.size() == 1 ? 0 : (drives.size() + 7) / 8;
    } else if (survive.equals("case")) {
      if (caseOf.isEmpty()) {
        throw new IllegalArgumentException(
            "--survive case needs to know the cases: --case NAME=DRIVE,DRIVE...");
      }
      parity = largestCase();
    } else if (survive.matches("\\d{1,3}")) {
      parity = Integer.parseInt(survive);
    } else {
      throw new IllegalArgumentException("--survive takes a number, or 'case'.");
    }
    int asked = parity;
    if (survive != null && survive.equals("case") || survive == null && !caseOf.isEmpty()) {
      // Room for a whole case and a third of another one: a lost case leaves something in reserve.
      parity = Math.min(drives.size() - 1, asked + asked / 3);
      parity = drives.size() - parity < asked ? asked : parity;
    }
    if (parity >= drives.size()) {
      throw new IllegalArgumentException(
          "To survive the loss of %d drives takes more than the %d that were given."
              .formatted(parity, drives.size()));
    }
    return new Geometry(drives.size() - parity, parity);
  }

  private int largestCase() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    caseOf.values().forEach(name -> sizes.merge(name, 1, Integer::sum));
    return sizes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /// What may be lost, in words.
  String promise(Geometry geometry) {
    int largest = largestCase();
    int parity = geometry.parity();
    if (parity == 0) {
      return "no drive may be lost";
    }
    if (largest > 0 && parity >= largest) {
      return parity == largest
          ? "any case may be lost"
          : "any case may be lost, and %s more"
              .formatted(Units.count(parity - largest, "drive", "drives"));
    }
    return parity == 1 ? "any drive may be lost" : "any %d drives may be lost".formatted(parity);
  }

  List<PackOrder.NamedDrive> namedDrives() throws IOException {
    List<PackOrder.NamedDrive> named = new ArrayList<>();
    int width = Integer.toString(drives.size()).length();
    for (Path drive : drives) {
      String name = ("d%0" + width + "d").formatted(named.size() + 1);
      named.add(new PackOrder.NamedDrive(new FolderDrive(drive), name, caseOf.get(drive)));
    }
    return named;
  }
}
