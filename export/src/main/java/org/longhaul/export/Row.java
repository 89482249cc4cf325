package org.longhaul.export;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.Entry;
import org.longhaul.shipment.TreePath;

/// One name of a leg with all that is known of it. A hard link has everything of the file that it
/// is another name of.
///
/// @param sizeBytes of the content; null where there is none
/// @param sha256 of the content, 32 bytes; null where there is none
/// @param target what a symbolic link says, or the first name of a hard link; null for other kinds
/// @param drives the names of the data drives that the content lies on; none for an empty file
/// @param reason why it is not in the leg; null where it is
record Row(
    TreePath path,
    Kind kind,
    Entry.@Nullable Attributes attributes,
    @Nullable Long sizeBytes,
    byte @Nullable [] sha256,
    byte @Nullable [] target,
    List<String> drives,
    Entry.@Nullable Reason reason) {

  /// What stands behind a name.
  enum Kind {
    FOLDER("folder"),
    FILE("file"),
    LINK("link"),
    HARD_LINK("hard link"),
    LEFT_OUT("left out");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /// A name that has content: a file, under whichever of its names.
  record Content(TreePath path, long sizeBytes, byte[] sha256, Entry.Attributes attributes) {
    /// The path as text; empty where its bytes are not UTF-8.
    Optional<String> text() {
      return Row.text(path.bytes());
    }
  }

  /// The content behind this name, if any.
  Optional<Content> content() {
    return sizeBytes == null || sha256 == null || attributes == null
        ? Optional.empty()
        : Optional.of(new Content(path, sizeBytes, sha256, attributes));
  }

  /// Bytes as text; empty where they are not UTF-8.
  static Optional<String> text(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
