package org.longhaul.freight;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.ByteSink;
import org.longhaul.catalogue.ByteSource;
import org.longhaul.catalogue.Sha256;
import org.longhaul.tree.SourceFile;
import org.longhaul.tree.SourceTree;

/// A source file that is cut by the end of a region: its pieces are packed by several threads, so
/// it is read once more for its digest, and each piece must have the same checksum both times.
final class SpanningSource {
  private static final int DIGEST_BYTES = 32;

  private final Surveyed entry;
  private final Map<Long, Long> pieces = new TreeMap<>();
  private final Map<Long, Long> packed = new TreeMap<>();
  private final Map<Long, Long> readAgain = new TreeMap<>();
  private byte @Nullable [] digest;

  SpanningSource(Surveyed entry) {
    this.entry = entry;
  }

  /// Tells of a piece that is going to be packed.
  void expect(long offset, long bytes) {
    pieces.put(offset, bytes);
  }

  /// Tells what a piece was when it was packed. A piece that is never told of spoils the file.
  synchronized void packed(long offset, CRC32C checksum) {
    packed.put(offset, checksum.getValue());
  }

  /// Reads the whole file for its digest.
  void digest(SourceTree source, Progress progress) throws IOException {
    MessageDigest sum = Sha256.start();
    byte[] buffer = new byte[BlockFormat.PLAIN_BYTES];
    try (SourceFile file = source.open(entry.path())) {
      boolean same = file.status().sameContentAs(entry.status());
      for (Map.Entry<Long, Long> piece : pieces.entrySet()) {
        CRC32C checksum = new CRC32C();
        long end = piece.getKey() + piece.getValue();
        for (long at = piece.getKey(); at < end; ) {
          progress.checkStopped();
          int take = (int) Math.min(buffer.length, end - at);
          int got = file.readAt(at, buffer, 0, take);
          if (got < take) {
            return;
          }
          sum.update(buffer, 0, take);
          checksum.update(buffer, 0, take);
          at += take;
        }
        readAgain.put(piece.getKey(), checksum.getValue());
      }
      if (same && file.status().sameContentAs(entry.status())) {
        digest = sum.digest();
      }
    } catch (StoppedException e) {
      throw e;
    } catch (IOException e) {
      // No digest: the file counts as changed, and the thread that packs it has said why.
    }
  }

  /// Keeps what is known of it.
  synchronized void write(long ordinal, ByteSink sink) {
    sink.number(ordinal);
    write(packed, sink);
    write(readAgain, sink);
    byte[] known = digest;
    sink.octet(known == null ? 0 : 1);
    if (known != null) {
      sink.raw(known);
    }
  }

  private static void write(Map<Long, Long> checksums, ByteSink sink) {
    sink.number(checksums.size());
    checksums.forEach((offset, checksum) -> sink.number(offset).number(checksum));
  }

  /// Adds what another run knows of it.
  synchronized void learn(ByteSource source) throws IOException {
    read(source, packed);
    read(source, readAgain);
    if (source.octet() == 1) {
      digest = source.raw(DIGEST_BYTES);
    }
  }

  private static void read(ByteSource source, Map<Long, Long> checksums) throws IOException {
    for (long i = source.number(); i > 0; i--) {
      long offset = source.number();
      checksums.put(offset, source.number());
    }
  }

  /// The digest of what was packed; null when the pieces do not make one and the same file.
  synchronized byte @Nullable [] provenDigest() {
    return packed.equals(readAgain) ? digest : null;
  }
}
