package org.longhaul.tree;

import java.io.IOException;
import org.longhaul.shipment.Status;

/// One open file that is read.
public interface SourceFile extends AutoCloseable {
  /// What the system says of it now.
  Status status() throws IOException;

  /// Reads up to `length` bytes; fewer only at the end of the file.
  ///
  /// @return the number of bytes read, 0 at or past the end
  int readAt(long position, byte[] into, int offset, int length) throws IOException;

  @Override
  void close();
}
