package org.longhaul.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.longhaul.shipment.Status;
import org.longhaul.shipment.TreePath;
import org.longhaul.shipment.Xattr;

/// A tree that is read: the seam between the engine and where files come from.
public interface SourceTree extends AutoCloseable {
  /// The tree below a folder of this host.
  static SourceTree at(Path folder) throws IOException {
    return HostSource.open(folder);
  }

  /// One folder, whose content is the tree; or several files and folders side by side, each under
  /// its own name.
  static SourceTree of(List<Path> paths) throws IOException {
    boolean oneFolder = paths.size() == 1 && Files.isDirectory(paths.getFirst());
    return oneFolder ? at(paths.getFirst()) : JoinedSource.of(paths);
  }

  /// Visits every name below the top, and the top itself first, in the order of [TreePath]. Links
  /// are not followed; other file systems mounted in the tree are entered.
  ///
  /// Memory is that of the names in the folders on the way to the current one.
  void walk(Visitor visitor) throws IOException;

  /// Opens a regular file; no link on the way is followed.
  SourceFile open(TreePath path) throws IOException;

  @Override
  void close() throws IOException;

  /// Is shown what a walk meets.
  interface Visitor {
    /// A name.
    ///
    /// @param link what a symbolic link says, null for other kinds
    /// @return false to pass over what is in this folder
    boolean entry(TreePath path, Status status, byte @Nullable [] link, List<Xattr> xattrs)
        throws IOException;

    /// A name that the system will not tell about, or a folder that it will not list.
    void unreadable(TreePath path, IOException why) throws IOException;
  }
}
