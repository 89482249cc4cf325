package org.longhaul.freight;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.CatalogueInfo.Region;
import org.longhaul.catalogue.Entry;
import org.longhaul.catalogue.Sha256;
import org.longhaul.tree.TargetFile;
import org.longhaul.tree.TreeException;

/// Restores the files of one region from its stream, in order. One thread.
final class RegionUnpacker {
  private final int region;
  private final List<Region> regions;
  private final ContentPass pass;
  private final Map<Long, SpanningFile> spanning;
  private final Restorer restorer;
  private final BlockReader blocks;
  private final Progress progress;
  private final MessageDigest digest = Sha256.start();

  /// @param spanning by content ordinal, all files of the pass that lie in several regions
  RegionUnpacker(
      int region,
      List<Region> regions,
      ContentPass pass,
      Map<Long, SpanningFile> spanning,
      Restorer restorer,
      BlockReader blocks,
      Progress progress) {
    this.region = region;
    this.regions = regions;
    this.pass = pass;
    this.spanning = spanning;
    this.restorer = restorer;
    this.blocks = blocks;
    this.progress = progress;
  }

  void run() throws IOException {
    try (blocks) {
      Region its = regions.get(region);
      ContentPass.Item head = pass.head(region);
      SpanningFile begun = head == null ? null : spanning.get(head.content());
      if (begun != null) {
        piece(begun, 0, 0, its.headBytes(), its.headOffset());
      }
      pass.each(region, this::restore);
    }
  }

  private void restore(ContentPass.Item item) throws IOException {
    progress.checkStopped();
    Entry.File file = item.file();
    Entry.Place place = file.place();
    if (place == null) {
      return;
    }
    if (place.region() != region) {
      // A catalogue that contradicts itself; no other region will come to this file.
      restorer.lost(file.path(), file.sizeBytes());
      return;
    }
    SpanningFile spans = spanning.get(item.content());
    if (spans != null) {
      piece(spans, place.offset(), place.inBlock(), spans.firstBytes(), 0);
      return;
    }
    try (TargetFile target = restorer.create(file)) {
      digest.reset();
      boolean whole = copy(place.offset(), place.inBlock(), file.sizeBytes(), 0, target, digest);
      boolean proven = whole && MessageDigest.isEqual(digest.digest(), file.sha256());
      restorer.finish(item, target, proven);
    } catch (TargetRefused refused) {
      restorer.refused(item, refused);
    }
  }

  private void piece(SpanningFile spans, long from, int inBlock, long bytes, long fileOffset)
      throws IOException {
    try {
      spans.piece(bytes, copy(from, inBlock, bytes, fileOffset, spans.target(), null));
    } catch (TargetRefused e) {
      spans.refused(e);
    } catch (TreeException e) {
      if (e.full()) {
        throw e;
      }
      spans.refused(new TargetRefused(e));
    }
  }

  private boolean copy(
      long from,
      int inBlock,
      long bytes,
      long fileOffset,
      TargetFile into,
      @Nullable MessageDigest sum)
      throws IOException {
    long offset = from;
    int skip = inBlock;
    long done = 0;
    while (done < bytes) {
      if (!blocks.open(offset) || skip >= blocks.length()) {
        return false;
      }
      int take = (int) Math.min(bytes - done, blocks.length() - skip);
      if (sum != null) {
        sum.update(blocks.plain(), skip, take);
        into.write(blocks.plain(), skip, take);
      } else {
        into.writeAt(fileOffset + done, blocks.plain(), skip, take);
      }
      progress.advance(take);
      done += take;
      skip = 0;
      offset = blocks.nextOffset();
    }
    return true;
  }
}
