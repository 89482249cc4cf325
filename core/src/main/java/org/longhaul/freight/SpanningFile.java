package org.longhaul.freight;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.CatalogueInfo.Region;
import org.longhaul.catalogue.Entry;
import org.longhaul.catalogue.Sha256;
import org.longhaul.tree.TargetFile;

/// A file whose content lies in several regions: its pieces come from several threads, and it is
/// proven by reading it back when the last has come.
final class SpanningFile implements AutoCloseable {
  private final Restorer restorer;
  private final ContentPass.Item item;
  private final long firstBytes;
  private long expectedBytes;
  private boolean fits = true;
  private long outstandingBytes;
  private @Nullable TargetFile target;
  private boolean failed;
  private boolean ended;

  private SpanningFile(Restorer restorer, ContentPass.Item item, long firstBytes) {
    this.restorer = restorer;
    this.item = item;
    this.firstBytes = firstBytes;
    this.expectedBytes = firstBytes;
    this.outstandingBytes = item.file().sizeBytes();
  }

  /// All files of a pass that lie in several regions, by the ordinal of their content. A file whose
  /// pieces do not follow each other from its start to its end is not among them: what is said of
  /// it cannot be true.
  static Map<Long, SpanningFile> of(ContentPass pass, List<Region> regions, Restorer restorer)
      throws IOException {
    Map<Long, SpanningFile> all = new HashMap<>();
    for (int i = 0; i < regions.size(); i++) {
      ContentPass.Item item = pass.head(i);
      if (item != null) {
        long firstBytes = regions.get(i).headOffset();
        all.computeIfAbsent(item.content(), content -> new SpanningFile(restorer, item, firstBytes))
            .goesOn(i, regions.get(i));
      }
    }
    all.values().removeIf(file -> !file.fits || file.expectedBytes != file.item.file().sizeBytes());
    return all;
  }

  private void goesOn(int number, Region region) {
    Entry.Place place = item.file().place();
    fits &=
        place != null
            && place.region() < number
            && region.headOffset() > 0
            && region.headOffset() == expectedBytes
            && region.headBytes() <= item.file().sizeBytes() - expectedBytes;
    expectedBytes += fits ? region.headBytes() : 0;
  }

  /// How much of it lies in the region where it begins.
  long firstBytes() {
    return firstBytes;
  }

  /// Where pieces are written, each at its offset.
  ///
  /// @throws TargetRefused when something stands in its place
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
    if (outstandingBytes > 0 || ended) {
      return;
    }
    ended = true;
    try (TargetFile file = target()) {
      restorer.finish(item, file, !failed && proven(file));
    }
  }

  /// The target does not take it.
  synchronized void refused(TargetRefused why) throws IOException {
    if (!ended) {
      ended = true;
      restorer.refused(item, why);
    }
  }

  /// No more pieces come; without all of them it is lost.
  synchronized void end() throws IOException {
    if (!ended) {
      ended = true;
      restorer.lost(item.file().path(), item.file().sizeBytes());
    }
  }

  /// Removes what is not whole. No thread may be writing any more.
  @Override
  public synchronized void close() {
    if (target != null) {
      target.close();
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
