package org.longhaul.freight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import org.longhaul.tree.SourceFile;
import org.longhaul.tree.SourceTree;
import org.longhaul.tree.TreeException;

/// Compares the files of some regions with the survey, by what the system tells of them, before a
/// byte of them is packed.
final class SourceCheck {
  private SourceCheck() {}

  /// @throws SourceChanged naming every file that is not what it was
  static void require(
      PackPlan plan, SourceTree source, NavigableSet<Integer> regions, Progress progress)
      throws IOException {
    List<String> changed = new ArrayList<>();
    for (int region : regions) {
      RegionPlan.Cut cut = plan.cuts().get(region);
      Survey.Cursor cursor = plan.survey().from(cut.ordinal(), cut.position());
      long remaining = cut.bytes();
      while (remaining > 0) {
        long ordinal = cursor.ordinal();
        Surveyed entry = cursor.next();
        long start = ordinal == cut.ordinal() ? cut.fileOffset() : 0;
        long size = entry.status().sizeBytes();
        if (entry.hasContent() && start < size && plan.doubles().originalOf(ordinal) == null) {
          progress.checkStopped();
          progress.advance(1);
          remaining -= Math.min(size - start, remaining);
          look(source, entry, changed);
        }
      }
    }
    if (!changed.isEmpty()) {
      throw new SourceChanged(changed);
    }
  }

  private static void look(SourceTree source, Surveyed entry, List<String> changed)
      throws IOException {
    String path = entry.path().display();
    try (SourceFile file = source.open(entry.path())) {
      if (file.status().sizeBytes() != entry.status().sizeBytes()) {
        changed.add(
            "%s has %,d bytes, and had %,d"
                .formatted(path, file.status().sizeBytes(), entry.status().sizeBytes()));
      } else if (!file.status().sameContentAs(entry.status())) {
        changed.add("%s was written or replaced".formatted(path));
      }
    } catch (TreeException e) {
      changed.add(e.notThere() ? path + " is gone" : String.valueOf(e.getMessage()));
    }
  }
}
