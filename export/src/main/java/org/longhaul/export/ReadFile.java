package org.longhaul.export;

import java.io.IOException;
import java.security.MessageDigest;
import org.longhaul.catalogue.Sha256;
import org.longhaul.freight.Progress;
import org.longhaul.tree.SourceFile;
import org.longhaul.tree.SourceTree;
import org.longhaul.tree.TreeException;

/// Files of a restored tree, each read once: held against the catalogue and digested anew.
final class ReadFile {
  private static final int BUFFER_BYTES = 1 << 20;

  private final SourceTree tree;
  private final Progress progress;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  ReadFile(SourceTree tree, Progress progress) {
    this.tree = tree;
    this.progress = progress;
  }

  /// What a file turned out to be.
  sealed interface Result {
    /// It is what was packed.
    record Same(byte[] digest) implements Result {}

    /// It is not.
    record Other() implements Result {}

    /// There is none.
    record Missing() implements Result {}
  }

  /// Reads a file.
  ///
  /// @param digest a second digest of its content
  Result read(Row.Content content, MessageDigest digest) throws IOException {
    MessageDigest sha256 = Sha256.start();
    try (SourceFile file = tree.open(content.path())) {
      long position = 0;
      int got = file.readAt(position, buffer, 0, buffer.length);
      while (got > 0) {
        progress.checkStopped();
        sha256.update(buffer, 0, got);
        digest.update(buffer, 0, got);
        progress.advance(got);
        position += got;
        got = file.readAt(position, buffer, 0, buffer.length);
      }
    } catch (TreeException e) {
      if (e.notThere()) {
        return new Result.Missing();
      }
      throw e;
    }
    return MessageDigest.isEqual(sha256.digest(), content.sha256())
        ? new Result.Same(digest.digest())
        : new Result.Other();
  }
}
