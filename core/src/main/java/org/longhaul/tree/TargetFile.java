package org.longhaul.tree;

import java.io.IOException;

/// One file that is being written, under a name of its own until it is kept. Pieces may come from
/// several threads.
public interface TargetFile extends SourceFile {
  /// Writes behind what was written last by this method.
  void write(byte[] from, int offset, int length) throws IOException;

  /// Writes at a place.
  void writeAt(long position, byte[] from, int offset, int length) throws IOException;

  /// Sets the attributes and gives the file its name. Nothing is written to it after this.
  void keep(TargetTree.Attributes attributes) throws IOException;

  /// Ends writing; a file that was not kept is removed.
  @Override
  void close();
}
