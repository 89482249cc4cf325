package org.longhaul.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.longhaul.freight.PackOrder;
import org.longhaul.shipment.Glob;
import org.longhaul.shipment.Kind;
import org.longhaul.shipment.TreePath;

/// Which names of the source are taken, by `--exclude` and `--files-from`.
final class SourceFilter {
  private SourceFilter() {}

  static PackOrder.Filter of(List<String> exclude, @Nullable Path filesFrom) throws IOException {
    List<Glob> globs = exclude.stream().map(Glob::of).toList();
    if (filesFrom == null) {
      return (path, kind) -> globs.stream().noneMatch(glob -> glob.matches(path));
    }
    Set<TreePath> listed = new HashSet<>();
    Set<TreePath> onTheWay = new HashSet<>();
    for (String line : Files.readAllLines(filesFrom)) {
      if (line.isBlank()) {
        continue;
      }
      TreePath path = TreePath.parseDisplay(line);
      listed.add(path);
      for (TreePath up = path.parent(); !up.isTop(); up = up.parent()) {
        onTheWay.add(up);
      }
    }
    return (path, kind) ->
        globs.stream().noneMatch(glob -> glob.matches(path)) && taken(path, kind, listed, onTheWay);
  }

  private static boolean taken(
      TreePath path, Kind kind, Set<TreePath> listed, Set<TreePath> onTheWay) {
    if (kind == Kind.FOLDER && onTheWay.contains(path)) {
      return true;
    }
    for (TreePath at = path; !at.isTop(); at = at.parent()) {
      if (listed.contains(at)) {
        return true;
      }
    }
    return false;
  }
}
