package org.longhaul.export;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.longhaul.shipment.TreePath;

/// What an export holds, and what its form could not hold.
public final class Exported {
  private static final int NAMED = 20;

  private final Map<Gap, Names> gaps = new EnumMap<>(Gap.class);
  private long names;
  private long bytes;

  /// Why a name is not in an export.
  public enum Gap {
    /// Its form has no place for symbolic links.
    LINK("symbolic link", "symbolic links"),
    /// Its form has no place for folders that hold nothing.
    EMPTY_FOLDER("empty folder", "empty folders"),
    /// Its form can write text only.
    NOT_TEXT("name that its form cannot write", "names that its form cannot write"),
    /// The tree has no such file.
    MISSING("file that is not in the tree", "files that are not in the tree"),
    /// The file in the tree has other content.
    DIFFERS("file that is not as it was packed", "files that are not as they were packed"),
    /// It is in the export; readers of the form are known to stumble over it.
    AWKWARD(
        "name with % or \\ in it, or a space at the end",
        "names with % or \\ in them, or a space at the end");

    private final String one;
    private final String many;

    Gap(String one, String many) {
      this.one = one;
      this.many = many;
    }

    /// What it is called, so many times.
    public String words(long count) {
      return count == 1 ? one : many;
    }
  }

  /// Names that share a gap.
  ///
  /// @param first the first ones, as they are shown
  public record Names(long count, List<String> first) {}

  void held(long sizeBytes) {
    names++;
    bytes += sizeBytes;
  }

  void gap(Gap gap, TreePath path) {
    Names before = gaps.getOrDefault(gap, new Names(0, List.of()));
    List<String> first = before.first();
    if (first.size() < NAMED) {
      first = new ArrayList<>(first);
      first.add(path.display());
    }
    gaps.put(gap, new Names(before.count() + 1, first));
  }

  /// How many names the export holds.
  public long names() {
    return names;
  }

  /// The sum of the sizes of the files among them.
  public long bytes() {
    return bytes;
  }

  /// What is not in it.
  public Map<Gap, Names> gaps() {
    return gaps;
  }

  public boolean has(Gap gap) {
    return gaps.containsKey(gap);
  }
}
