package org.longhaul.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.longhaul.shipment.TreePath;
import org.longhaul.shipment.Xattr;

/// One name in the tree of a leg.
public sealed interface Entry {
  /// Where it stands in the tree.
  TreePath path();

  /// What a folder, a file or a symbolic link carries besides its content.
  ///
  /// @param mode permission and set-id bits, 0 to 07777
  /// @param mtimeSeconds last change of content, seconds since 1970
  /// @param mtimeNanos nanoseconds within that second
  record Attributes(
      int mode, int uid, int gid, long mtimeSeconds, int mtimeNanos, List<Xattr> xattrs) {}

  /// A folder; it comes right before what is in it.
  record Folder(TreePath path, Attributes attributes) implements Entry {}

  /// A regular file.
  ///
  /// @param sparse whether it had holes
  /// @param sha256 digest of its content, 32 bytes
  /// @param place where its content begins; null for an empty file only
  /// @param original the earlier file that has the same content and is stored for both, if any
  record File(
      TreePath path,
      Attributes attributes,
      long sizeBytes,
      boolean sparse,
      byte[] sha256,
      @Nullable Place place,
      @Nullable Original original)
      implements Entry {}

  /// A symbolic link.
  ///
  /// @param target what it says, never followed
  record Link(TreePath path, Attributes attributes, byte[] target) implements Entry {}

  /// A further name of an earlier file.
  record HardLink(TreePath path, Original original) implements Entry {}

  /// Something that was in the source and is not in the leg.
  record LeftOut(TreePath path, Reason reason) implements Entry {}

  /// Where the content of a file begins.
  ///
  /// @param region the data drive's number
  /// @param offset of the block in the region's stream, in bytes
  /// @param inBlock of the content in the block's plain bytes
  record Place(int region, long offset, int inBlock) {}

  /// An earlier entry.
  ///
  /// @param ordinal its number in the catalogue, from 0
  record Original(TreePath path, long ordinal) {}

  /// Why something was left out.
  enum Reason {
    SOCKET("a socket"),
    FIFO("a FIFO"),
    DEVICE("a device"),
    UNREADABLE("could not be read"),
    CHANGED("changed while it was packed"),
    VANISHED("was gone when it was packed");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    /// The reason as a part of a sentence.
    public String words() {
      return words;
    }
  }
}
