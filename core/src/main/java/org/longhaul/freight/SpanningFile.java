package org.longhaul.freight;

import java.io.IOException;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.Sha256;
import org.longhaul.tree.TargetFile;

/// A file whose content lies in several regions: its pieces come from several threads, and it is
/// proven by reading it back when the last has come.
final class SpanningFile {
  private final Restorer restorer;
  private final ContentPass.Item item;
  private long outstandingBytes;
  private @Nullable TargetFile target;
  private boolean failed;

  SpanningFile(Restorer restorer, ContentPass.Item item) {
    this.restorer = restorer;
    this.item = item;
    this.outstandingBytes = item.file().sizeBytes();
  }

  /// Where pieces are written, each at its offset.
  synchronized TargetFile target() throws IOException {
    TargetFile open = target;
    if (open == null) {
      open = restorer.create(item.file());
      target = open;
    }
    return open;
  }

  /// A piece has been written, or is lost.
  synchronized void piece(long bytes, boolean whole) throws IOException {
    failed |= !whole;
    outstandingBytes -= bytes;
    if (outstandingBytes > 0) {
      return;
    }
    try (TargetFile file = target()) {
      boolean proven = !failed && outstandingBytes == 0 && proven(file);
      restorer.finish(item, file, proven);
    }
  }

  private boolean proven(TargetFile file) throws IOException {
    MessageDigest digest = Sha256.start();
    byte[] buffer = new byte[BlockFormat.PLAIN_BYTES];
    long at = 0;
    int got = file.readAt(at, buffer, 0, buffer.length);
    while (got > 0) {
      digest.update(buffer, 0, got);
      at += got;
      got = file.readAt(at, buffer, 0, buffer.length);
    }
    return MessageDigest.isEqual(digest.digest(), item.file().sha256());
  }
}
