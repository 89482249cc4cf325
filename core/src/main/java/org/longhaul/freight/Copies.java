package org.longhaul.freight;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.Catalogue;
import org.longhaul.catalogue.Entry;
import org.longhaul.catalogue.Sha256;
import org.longhaul.shipment.TreePath;
import org.longhaul.tree.SourceFile;
import org.longhaul.tree.TargetFile;
import org.longhaul.tree.TargetTree;
import org.longhaul.tree.TreeException;

/// The files that are stored as "the same as an earlier one": doubles, which are copied, and hard
/// links.
final class Copies {
  private final Catalogue catalogue;
  private final TargetTree target;
  private final Restorer restorer;
  private final Progress progress;
  private final ContentPass.Selection selection;
  private final byte[] buffer = new byte[BlockFormat.PLAIN_BYTES];

  Copies(
      Catalogue catalogue,
      TargetTree target,
      Restorer restorer,
      Progress progress,
      ContentPass.Selection selection) {
    this.catalogue = catalogue;
    this.target = target;
    this.restorer = restorer;
    this.progress = progress;
    this.selection = selection;
  }

  /// Makes all copies whose original is in the target.
  ///
  /// @return by the ordinal of their content, one file for each original that is not wanted itself
  Map<Long, ContentPass.Item> firstRound() throws IOException {
    Map<Long, ContentPass.Item> unresolved = new TreeMap<>();
    each((ordinal, entry, original) -> {
      Entry.File file = original(original);
      if (file == null) {
        lost(entry);
      } else if (restorer.isRestored(original.ordinal())) {
        make(ordinal, entry, original.path());
      } else if (selection.wants(file)) {
        lost(entry);
      } else {
        ContentPass.Item item =
            new ContentPass.Item(content(file, original), ordinal, contentOf(entry, file));
        boolean isFirst = unresolved.putIfAbsent(item.content(), item) == null;
        if (isFirst && file.place() == null) {
          empty(item);
        }
      }
    });
    return unresolved;
  }

  /// Makes the copies of what the drives gave after the first round.
  void secondRound(Map<Long, ContentPass.Item> unresolved) throws IOException {
    Map<Long, ContentPass.Item> byContent = new HashMap<>(unresolved);
    each((ordinal, entry, original) -> {
      if (restorer.isRestored(ordinal) || restorer.isRestored(original.ordinal())) {
        return;
      }
      Entry.File file = original(original);
      if (file == null || selection.wants(file)) {
        return;
      }
      ContentPass.Item restored = byContent.get(content(file, original));
      if (restored == null || restored.ordinal() == ordinal) {
        return;
      }
      if (restorer.isRestored(restored.ordinal())) {
        make(ordinal, entry, restored.file().path());
      } else {
        lost(entry);
      }
    });
  }

  /// The file that an entry refers to; null when it is not the one that it says.
  private Entry.@Nullable File original(Entry.Original original) throws IOException {
    return catalogue.at(original.ordinal()) instanceof Entry.File file
            && file.path().equals(original.path())
        ? file
        : null;
  }

  private static long content(Entry.File file, Entry.Original original) {
    return file.original() != null ? file.original().ordinal() : original.ordinal();
  }

  private void empty(ContentPass.Item item) throws IOException {
    try (TargetFile made = restorer.create(item.file())) {
      restorer.finish(item, made, true);
    } catch (TargetRefused e) {
      restorer.refused(item, e);
    }
  }

  /// Takes doubles and hard links one by one.
  @FunctionalInterface
  private interface Taker {
    void take(long ordinal, Entry entry, Entry.Original original) throws IOException;
  }

  private void each(Taker taker) throws IOException {
    Catalogue.Cursor cursor = catalogue.from(0);
    while (cursor.hasNext()) {
      progress.checkStopped();
      long ordinal = cursor.ordinal();
      Entry entry = cursor.next();
      if (!selection.wants(entry)) {
        continue;
      }
      if (entry instanceof Entry.HardLink link) {
        taker.take(ordinal, link, link.original());
      } else if (entry instanceof Entry.File file && file.original() != null) {
        taker.take(ordinal, file, file.original());
      }
    }
  }

  private static Entry.File contentOf(Entry entry, Entry.File first) {
    if (entry instanceof Entry.File file) {
      return file;
    }
    return new Entry.File(
        entry.path(),
        first.attributes(),
        first.sizeBytes(),
        first.sparse(),
        first.sha256(),
        first.place(),
        null);
  }

  private void make(long ordinal, Entry entry, TreePath from) throws IOException {
    try {
      if (entry instanceof Entry.File file) {
        copy(ordinal, file, from);
      } else {
        target.hardLink(from, entry.path());
        restorer.done(ordinal, 0);
      }
    } catch (TargetRefused e) {
      restorer.refused(entry.path(), e);
    } catch (TreeException e) {
      if (e.full()) {
        throw e;
      }
      restorer.refused(entry.path(), e);
    }
  }

  private void copy(long ordinal, Entry.File file, TreePath from) throws IOException {
    MessageDigest digest = Sha256.start();
    try (SourceFile source = target.open(from);
        TargetFile into = restorer.create(file)) {
      long at = 0;
      int got = source.readAt(at, buffer, 0, buffer.length);
      while (got > 0) {
        digest.update(buffer, 0, got);
        into.write(buffer, 0, got);
        at += got;
        got = source.readAt(at, buffer, 0, buffer.length);
      }
      boolean proven = MessageDigest.isEqual(digest.digest(), file.sha256());
      restorer.finish(new ContentPass.Item(ordinal, ordinal, file), into, proven);
    }
  }

  private void lost(Entry entry) throws IOException {
    restorer.lost(entry.path(), entry instanceof Entry.File file ? file.sizeBytes() : 0);
  }
}
