package org.longhaul.export;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.longhaul.catalogue.Catalogue;
import org.longhaul.catalogue.Entry;
import org.longhaul.drive.MalformedException;

/// The files that hard links are further names of. The last ones are kept: the names of a file
/// mostly stand near each other.
final class Originals {
  private static final int KEPT = 1 << 14;

  private final Catalogue catalogue;
  private final Map<Long, Entry.File> kept = new LinkedHashMap<>(16, 0.75f, true);

  Originals(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  Entry.File file(Entry.Original original) throws IOException {
    Entry.File before = kept.get(original.ordinal());
    if (before != null) {
      return before;
    }
    Catalogue.Cursor cursor = catalogue.from(original.ordinal());
    if (cursor.hasNext()
        && cursor.next() instanceof Entry.File file
        && file.path().equals(original.path())) {
      kept.put(original.ordinal(), file);
      if (kept.size() > KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
      return file;
    }
    throw new MalformedException(
        "The catalogue has a hard link to %s, which is no file in it."
            .formatted(original.path().display()));
  }
}
