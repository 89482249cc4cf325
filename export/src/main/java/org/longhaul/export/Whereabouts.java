package org.longhaul.export;

import java.util.ArrayList;
import java.util.List;
import org.longhaul.catalogue.CatalogueInfo;
import org.longhaul.catalogue.Entry;
import org.longhaul.drive.Root;

/// On which data drives the content of a file lies.
final class Whereabouts {
  private final CatalogueInfo info;
  private final List<List<String>> alone = new ArrayList<>();

  Whereabouts(CatalogueInfo info, Root root) {
    this.info = info;
    for (int i = 0; i < info.regions().size(); i++) {
      alone.add(List.of(root.drives().get(i).name()));
    }
  }

  /// The drives' names, in order.
  ///
  /// @param ordinal of that file
  List<String> of(Entry.File file, long ordinal) {
    if (file.place() == null) {
      return List.of();
    }
    // A double lies where its original does.
    long stored = file.original() == null ? ordinal : file.original().ordinal();
    int first = file.place().region();
    int end = first + 1;
    while (end < alone.size() && continues(info.regions().get(end), stored)) {
      end++;
    }
    if (end == first + 1) {
      return alone.get(first);
    }
    List<String> drives = new ArrayList<>();
    for (int i = first; i < end; i++) {
      drives.addAll(alone.get(i));
    }
    return drives;
  }

  private static boolean continues(CatalogueInfo.Region region, long ordinal) {
    return region.headBytes() > 0 && region.headEntry() == ordinal;
  }
}
