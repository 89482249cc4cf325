package org.longhaul.freight;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.ByteSink;
import org.longhaul.catalogue.Entry;
import org.longhaul.catalogue.Sha256;
import org.longhaul.tree.SourceFile;
import org.longhaul.tree.SourceTree;
import org.longhaul.tree.TreeException;

/// Packs the content of one region: reads its files in order, each byte once, and hands the stream
/// on. What became of each file goes to a spool. One thread.
final class RegionPacker {
  private static final byte[] NO_DIGEST = new byte[32];

  private final int region;
  private final RegionPlan.Cut cut;
  private final Survey survey;
  private final SourceTree source;
  private final Doubles doubles;
  private final Map<Long, SpanningSource> spanning;
  private final Spool outcomes;
  private final Progress progress;
  private final ByteSink sink = new ByteSink();
  private final MessageDigest digest = Sha256.start();
  private final SmallDoubles smallDoubles = new SmallDoubles();
  private final byte[] small = new byte[(int) Doubles.LEAST_BYTES];
  private long plainBytes;

  RegionPacker(
      int region,
      RegionPlan.Cut cut,
      Survey survey,
      SourceTree source,
      Doubles doubles,
      Map<Long, SpanningSource> spanning,
      Spool outcomes,
      Progress progress) {
    this.region = region;
    this.cut = cut;
    this.survey = survey;
    this.source = source;
    this.doubles = doubles;
    this.spanning = spanning;
    this.outcomes = outcomes;
    this.progress = progress;
  }

  /// Packs everything.
  ///
  /// @return the length of the region's stream
  long run(StripePress.Feed feed) throws IOException {
    try (BlockWriter blocks = new BlockWriter(feed)) {
      Survey.Cursor cursor = survey.from(cut.ordinal(), cut.position());
      long remaining = cut.bytes();
      while (remaining > 0) {
        long ordinal = cursor.ordinal();
        Surveyed entry = cursor.next();
        long start = ordinal == cut.ordinal() ? cut.fileOffset() : 0;
        long size = entry.status().sizeBytes();
        if (!entry.hasContent() || start >= size || doubles.originalOf(ordinal) != null) {
          continue;
        }
        progress.checkStopped();
        long bytes = Math.min(size - start, remaining);
        remaining -= bytes;
        Outcome outcome;
        if (bytes < size) {
          outcome = piece(blocks, ordinal, entry, start, bytes);
        } else {
          outcome = whole(blocks, ordinal, entry);
        }
        if (start == 0) {
          sink.clear();
          outcome.write(sink);
          outcomes.add(sink);
        }
        progress.advance(bytes);
      }
      blocks.closeBlock();
      feed.finish();
      outcomes.flush();
      return blocks.storedBytes();
    }
  }

  /// How much content the region has, once packed.
  long plainBytes() {
    return plainBytes;
  }

  private Outcome whole(BlockWriter blocks, long ordinal, Surveyed entry) throws IOException {
    try (SourceFile file = source.open(entry.path())) {
      if (!file.status().sameContentAs(entry.status())) {
        return problem(ordinal, entry, Entry.Reason.CHANGED, null);
      }
      return entry.status().sizeBytes() <= small.length
          ? smallFile(blocks, ordinal, entry, file)
          : largeFile(blocks, ordinal, entry, file);
    } catch (TreeException e) {
      Entry.Reason reason = e.notThere() ? Entry.Reason.VANISHED : Entry.Reason.UNREADABLE;
      return problem(ordinal, entry, reason, e);
    }
  }

  private Outcome smallFile(BlockWriter blocks, long ordinal, Surveyed entry, SourceFile file)
      throws IOException {
    int size = (int) entry.status().sizeBytes();
    int got = file.readAt(0, small, 0, size);
    if (got < size || !file.status().sameContentAs(entry.status())) {
      return problem(ordinal, entry, Entry.Reason.CHANGED, null);
    }
    digest.update(small, 0, size);
    byte[] sum = digest.digest();
    SmallDoubles.Stored first = smallDoubles.find(sum);
    if (first != null) {
      return new Outcome(ordinal, null, sum, first.place(), first.file());
    }
    Entry.Place place = place(blocks);
    for (int done = 0; done < size; ) {
      int take = Math.min(size - done, blocks.room());
      System.arraycopy(small, done, blocks.buffer(), blocks.position(), take);
      blocks.advance(take);
      done += take;
    }
    plainBytes += size;
    smallDoubles.remember(
        sum, new SmallDoubles.Stored(new Entry.Original(entry.path(), ordinal), place));
    return new Outcome(ordinal, null, sum, place, null);
  }

  private Outcome largeFile(BlockWriter blocks, long ordinal, Surveyed entry, SourceFile file)
      throws IOException {
    Entry.Place place = begin(blocks, entry);
    long size = entry.status().sizeBytes();
    long done = copy(blocks, file, 0, size, null);
    byte[] sum = digest.digest();
    plainBytes += done;
    if (done < size || !file.status().sameContentAs(entry.status())) {
      return problem(ordinal, entry, Entry.Reason.CHANGED, null);
    }
    return new Outcome(ordinal, null, sum, place, null);
  }

  private Outcome piece(BlockWriter blocks, long ordinal, Surveyed entry, long start, long bytes)
      throws IOException {
    Entry.Place place = begin(blocks, entry);
    try (SourceFile file = source.open(entry.path())) {
      CRC32C checksum = new CRC32C();
      long done = copy(blocks, file, start, bytes, checksum);
      plainBytes += done;
      SpanningSource spans = spanning.get(ordinal);
      if (done == bytes && spans != null) {
        spans.packed(start, checksum);
      }
    } catch (TreeException e) {
      return problem(ordinal, entry, Entry.Reason.UNREADABLE, e);
    }
    return new Outcome(ordinal, null, NO_DIGEST, place, null);
  }

  /// A large file begins a block of its own, so that content of different kinds does not mix.
  private Entry.Place begin(BlockWriter blocks, Surveyed entry) throws IOException {
    if (entry.status().sizeBytes() >= BlockFormat.PLAIN_BYTES) {
      blocks.closeBlock();
    }
    blocks.newContent();
    return place(blocks);
  }

  private Entry.Place place(BlockWriter blocks) {
    return new Entry.Place(region, blocks.blockOffset(), blocks.position());
  }

  private long copy(
      BlockWriter blocks, SourceFile file, long from, long bytes, @Nullable CRC32C checksum)
      throws IOException {
    long done = 0;
    while (done < bytes) {
      progress.checkStopped();
      int take = (int) Math.min(bytes - done, blocks.room());
      int at = blocks.position();
      int got = file.readAt(from + done, blocks.buffer(), at, take);
      if (checksum != null) {
        checksum.update(blocks.buffer(), at, got);
      } else {
        digest.update(blocks.buffer(), at, got);
      }
      blocks.advance(got);
      done += got;
      if (got < take) {
        break;
      }
    }
    return done;
  }

  private Outcome problem(
      long ordinal, Surveyed entry, Entry.Reason reason, @Nullable TreeException why) {
    digest.reset();
    survey.problem(
        why != null
            ? why.getMessage() + ". It was left out."
            : "%s %s, and was left out.".formatted(entry.path().display(), reason.words()));
    return new Outcome(ordinal, reason, NO_DIGEST, new Entry.Place(region, 0, 0), null);
  }
}
