package org.longhaul.freight;

import java.io.IOException;
import java.util.BitSet;
import org.longhaul.catalogue.Entry;
import org.longhaul.shipment.TreePath;
import org.longhaul.tree.TargetFile;
import org.longhaul.tree.TargetTree;
import org.longhaul.tree.TreeException;

/// Makes files in the target, keeps those that are proven, and remembers which are. Safe for many
/// threads.
final class Restorer {
  private final TargetTree target;
  private final LostFiles lost;
  private final BitSet restored = new BitSet();
  private long files;
  private long bytes;
  private long refused;

  Restorer(TargetTree target, LostFiles lost) {
    this.target = target;
    this.lost = lost;
  }

  /// Begins a file.
  ///
  /// @throws TargetRefused when something stands in its place
  TargetFile create(Entry.File file) throws IOException {
    return create(file.path(), file);
  }

  TargetFile create(TreePath path, Entry.File file) throws IOException {
    try {
      return target.create(path, file.sizeBytes(), file.sparse());
    } catch (TreeException e) {
      if (e.full()) {
        throw e;
      }
      throw new TargetRefused(e);
    }
  }

  /// Keeps a file whose content is proven, or notes that it is lost.
  void finish(ContentPass.Item item, TargetFile file, boolean proven) throws IOException {
    if (!proven) {
      lost(item.file().path(), item.file().sizeBytes());
      return;
    }
    try {
      file.keep(attributes(item.file().attributes()));
    } catch (TreeException e) {
      if (e.full()) {
        throw e;
      }
      refused(item, new TargetRefused(e));
      return;
    }
    done(item.ordinal(), item.file().sizeBytes());
  }

  synchronized void done(long ordinal, long sizeBytes) {
    restored.set(Math.toIntExact(ordinal));
    files++;
    bytes += sizeBytes;
  }

  synchronized boolean isRestored(long ordinal) {
    return restored.get(Math.toIntExact(ordinal));
  }

  /// A file that the drives that are here cannot give.
  synchronized void lost(TreePath path, long sizeBytes) throws IOException {
    lost.add(path, sizeBytes);
  }

  /// A file that the target does not take.
  synchronized void refused(ContentPass.Item item, TargetRefused why) throws IOException {
    refused(item.file().path(), why);
  }

  synchronized void refused(TreePath path, IOException why) throws IOException {
    refused++;
    lost.refused(path, why);
  }

  synchronized long files() {
    return files;
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized long refusedFiles() {
    return refused;
  }

  static TargetTree.Attributes attributes(Entry.Attributes entry) {
    return new TargetTree.Attributes(
        entry.mode(),
        entry.uid(),
        entry.gid(),
        entry.mtimeSeconds(),
        entry.mtimeNanos(),
        entry.xattrs());
  }
}
