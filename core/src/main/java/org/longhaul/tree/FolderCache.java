package org.longhaul.tree;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.longhaul.shipment.TreePath;

/// The folders of a tree that are held open, since the next file mostly goes where the last one
/// went.
final class FolderCache implements AutoCloseable {
  private static final int MOST_OPEN = 64;

  private final int top;
  private final String treeName;
  private final SequencedMap<TreePath, Open> open = new LinkedHashMap<>(MOST_OPEN, 0.75f, true);

  FolderCache(int top, String treeName) {
    this.top = top;
    this.treeName = treeName;
  }

  /// A folder that stays open as long as somebody uses it.
  private static final class Open {
    final int descriptor;
    int users;
    boolean dropped;

    Open(int descriptor) {
      this.descriptor = descriptor;
    }
  }

  /// The use of an open folder, until it is closed.
  final class Lease implements AutoCloseable {
    private final Open folder;
    private boolean returned;

    private Lease(Open folder) {
      this.folder = folder;
    }

    int descriptor() {
      return folder.descriptor;
    }

    @Override
    public void close() {
      synchronized (FolderCache.this) {
        if (!returned) {
          returned = true;
          folder.users--;
          closeIfUnused(folder);
        }
      }
    }
  }

  /// Opens a folder, through folders only.
  Lease lease(TreePath path) throws TreeException {
    synchronized (this) {
      Open folder = open.get(path);
      if (folder != null) {
        folder.users++;
        return new Lease(folder);
      }
    }
    Open fresh = new Open(open(path));
    synchronized (this) {
      fresh.users = 1;
      drop(open.put(path, fresh));
      if (open.size() > MOST_OPEN) {
        drop(open.pollFirstEntry().getValue());
      }
    }
    return new Lease(fresh);
  }

  /// Opens a folder from the nearest one above it that is open, so that deep trees do not take the
  /// way from the top for each name.
  private int open(TreePath path) throws TreeException {
    int flags = Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_NOFOLLOW;
    if (path.isTop() || !isOpen(path.parent())) {
      return Descent.open(top, path, flags, treeName);
    }
    try (Lease parent = lease(path.parent())) {
      int opened = Libc.openat(parent.descriptor(), path.name(), flags, 0);
      if (opened < 0) {
        throw new TreeException(-opened, "Cannot open", treeName + "/" + path.display());
      }
      return opened;
    }
  }

  private synchronized boolean isOpen(TreePath path) {
    return open.containsKey(path);
  }

  private void drop(@org.jspecify.annotations.Nullable Open folder) {
    if (folder != null) {
      folder.dropped = true;
      closeIfUnused(folder);
    }
  }

  private static void closeIfUnused(Open folder) {
    if (folder.dropped && folder.users == 0) {
      Libc.close(folder.descriptor);
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(this::drop);
    open.clear();
  }
}
