package org.longhaul.tree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.longhaul.shipment.Status;
import org.longhaul.shipment.TreePath;
import org.longhaul.shipment.Xattr;

/// A tree that is written, by many threads at once, and never left: no path leads out of it, no
/// link is followed.
public interface TargetTree extends AutoCloseable {
  /// The tree below a folder of this host, which is made if its parent is there.
  ///
  /// @param mayReplace whether files and links that are there already may be replaced
  static TargetTree at(Path folder, AttributePolicy policy, boolean mayReplace) throws IOException {
    return HostTarget.open(folder, policy, mayReplace);
  }

  /// Makes a folder that only its owner can enter; one that is there already stays.
  void folder(TreePath path) throws IOException;

  /// Begins a file. It has a name of its own until [TargetFile#keep].
  ///
  /// @param sparse whether zeros are left out as holes
  /// @throws TreeException that is [TreeException#alreadyThere] when the name is taken
  TargetFile create(TreePath path, long sizeBytes, boolean sparse) throws IOException;

  /// Makes a symbolic link. What it says is not looked at.
  void link(TreePath path, byte[] target) throws IOException;

  /// Gives a regular file of this tree another name.
  void hardLink(TreePath existing, TreePath path) throws IOException;

  /// Gives a folder or a link its attributes.
  void attributes(TreePath path, Attributes attributes) throws IOException;

  /// What stands at a path, if anything.
  Optional<Status> status(TreePath path) throws IOException;

  /// Opens a regular file of this tree for reading.
  SourceFile open(TreePath path) throws IOException;

  /// Whether there is nothing in the tree yet.
  boolean isEmpty() throws IOException;

  /// How many attributes the system refused, by kind.
  Refused refused();

  @Override
  void close();

  /// What is set besides content.
  ///
  /// @param mode permission and set-id bits, 0 to 07777
  record Attributes(
      int mode, int uid, int gid, long mtimeSeconds, int mtimeNanos, List<Xattr> xattrs) {}

  /// What could not be set.
  ///
  /// @param owners how many owners, or were not asked for because this is no superuser
  /// @param xattrs how many extended attributes
  /// @param setIdBits how many set-id bits were dropped on purpose
  record Refused(long owners, long xattrs, long setIdBits) {}
}
