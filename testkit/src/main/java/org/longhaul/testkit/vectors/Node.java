package org.longhaul.testkit.vectors;

/// What stands under one name in a drive's top folder.
sealed interface Node {
  /// An ordinary file.
  record Plain(byte[] content) implements Node {}

  /// An ordinary file that is made longer with zeros than it is worth storing.
  record Grown(byte[] content, long sizeBytes) implements Node {}

  /// A symbolic link.
  record Link(String to) implements Node {}

  /// A folder.
  record Folder() implements Node {}

  /// A FIFO, at which a careless reader waits for ever.
  record Fifo() implements Node {}
}
