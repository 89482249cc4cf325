package org.longhaul.freight;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.ByteSink;
import org.longhaul.catalogue.ByteSource;
import org.longhaul.catalogue.Entry;
import org.longhaul.catalogue.Sha256;
import org.longhaul.shipment.TreePath;
import org.longhaul.tree.SourceFile;
import org.longhaul.tree.SourceTree;

/// The larger files of a source whose content is that of an earlier one, found before packing so
/// that the cut into regions is final.
///
/// Only files longer than [#LEAST_BYTES] are looked at here, in three sieves of rising cost: size,
/// ends of the file, SHA-256. Sizes and ends are counted in a table of fixed size, so that files
/// without a likely double cost no memory; a collision costs a needless look. Smaller files are
/// compared within a region, while they are packed.
final class Doubles {
  /// Files up to this length are left to [SmallDoubles].
  static final long LEAST_BYTES = 1 << 14;

  private static final int END_BYTES = 1 << 12;
  private static final int DIGEST_BYTES = 32;
  private static final int MAX_PATH_BYTES = 1 << 16;

  private final Map<Long, Entry.Original> originals = new TreeMap<>();
  private final Map<Long, byte[]> digests = new TreeMap<>();
  private long bytes;

  private Doubles() {}

  static Doubles in(Survey survey, SourceTree source, Progress progress) throws IOException {
    Doubles doubles = new Doubles();
    TwiceSeen sizes = new TwiceSeen();
    survey.each((ordinal, position, entry) -> {
      if (isCandidate(entry)) {
        sizes.add(entry.status().sizeBytes());
      }
    });
    TwiceSeen ends = new TwiceSeen();
    survey.each((ordinal, position, entry) -> {
      if (isCandidate(entry) && sizes.twice(entry.status().sizeBytes())) {
        progress.checkStopped();
        ends.add(ends(source, entry));
      }
    });
    Map<String, Entry.Original> byDigest = new HashMap<>();
    survey.each((ordinal, position, entry) -> {
      if (isCandidate(entry)
          && sizes.twice(entry.status().sizeBytes())
          && ends.twice(ends(source, entry))) {
        progress.checkStopped();
        byte[] digest = digest(source, entry);
        if (digest != null) {
          doubles.compare(byDigest, digest, ordinal, entry);
        }
      }
    });
    return doubles;
  }

  private void compare(
      Map<String, Entry.Original> byDigest, byte[] digest, long ordinal, Surveyed entry) {
    Entry.Original own = new Entry.Original(entry.path(), ordinal);
    Entry.Original first = byDigest.putIfAbsent(HexFormat.of().formatHex(digest), own);
    digests.put(ordinal, digest);
    if (first != null) {
      originals.put(ordinal, first);
      bytes += entry.status().sizeBytes();
    }
  }

  /// Keeps what was found.
  void write(Spool spool) throws IOException {
    ByteSink sink = new ByteSink();
    for (Map.Entry<Long, byte[]> compared : digests.entrySet()) {
      Entry.Original original = originals.get(compared.getKey());
      sink.clear();
      sink.number(compared.getKey()).raw(compared.getValue()).octet(original == null ? 0 : 1);
      if (original != null) {
        sink.number(original.ordinal()).bytes(original.path().bytes());
      }
      spool.add(sink);
    }
    spool.force();
  }

  /// What was found before.
  ///
  /// @param bytes how much need not be stored
  static Doubles read(Spool spool, long bytes) throws IOException {
    Doubles doubles = new Doubles();
    doubles.bytes = bytes;
    Spool.Reader reader = spool.from(0);
    while (reader.hasNext()) {
      ByteSource source = reader.next();
      long ordinal = source.number();
      doubles.digests.put(ordinal, source.raw(DIGEST_BYTES));
      if (source.octet() == 1) {
        long first = source.number();
        doubles.originals.put(
            ordinal, new Entry.Original(TreePath.of(source.bytes(MAX_PATH_BYTES)), first));
      }
    }
    return doubles;
  }

  /// The earlier file with the same content, if there is one.
  Entry.@Nullable Original originalOf(long ordinal) {
    return originals.get(ordinal);
  }

  /// The digest that a candidate had when it was compared.
  byte @Nullable [] digestOf(long ordinal) {
    return digests.get(ordinal);
  }

  /// Tells the ordinals of all files that others are doubles of.
  void eachOriginal(LongConsumer taker) {
    originals.values().forEach(original -> taker.accept(original.ordinal()));
  }

  /// How much need not be stored.
  long bytes() {
    return bytes;
  }

  long files() {
    return originals.size();
  }

  private static boolean isCandidate(Surveyed entry) {
    return entry.hasContent() && entry.status().sizeBytes() > LEAST_BYTES;
  }

  /// A number that files of the same content share. A file that cannot be read gets one of its own;
  /// packing will say why.
  private static long ends(SourceTree source, Surveyed entry) {
    long size = entry.status().sizeBytes();
    byte[] end = new byte[END_BYTES];
    CRC32C first = new CRC32C();
    CRC32C last = new CRC32C();
    try (SourceFile file = source.open(entry.path())) {
      first.update(end, 0, file.readAt(0, end, 0, END_BYTES));
      last.update(end, 0, file.readAt(size - END_BYTES, end, 0, END_BYTES));
    } catch (IOException e) {
      return entry.path().hashCode();
    }
    return (first.getValue() << 32 | last.getValue()) * 31 + size;
  }

  private static byte @Nullable [] digest(SourceTree source, Surveyed entry) {
    MessageDigest digest = Sha256.start();
    byte[] buffer = new byte[BlockFormat.PLAIN_BYTES];
    try (SourceFile file = source.open(entry.path())) {
      if (!file.status().sameContentAs(entry.status())) {
        return null;
      }
      long at = 0;
      int got = file.readAt(at, buffer, 0, buffer.length);
      while (got > 0) {
        digest.update(buffer, 0, got);
        at += got;
        got = file.readAt(at, buffer, 0, buffer.length);
      }
      return at == entry.status().sizeBytes() ? digest.digest() : null;
    } catch (IOException e) {
      return null;
    }
  }

  /// Which of many numbers came more than once; may wrongly say so, never wrongly deny it.
  private static final class TwiceSeen {
    private static final int SLOTS = 1 << 24;
    private final byte[] counts = new byte[SLOTS];

    void add(long number) {
      int slot = slot(number);
      counts[slot] = (byte) Math.min(2, counts[slot] + 1);
    }

    boolean twice(long number) {
      return counts[slot(number)] == 2;
    }

    private static int slot(long number) {
      long mixed = number * 0x9E3779B97F4A7C15L;
      return (int) (mixed >>> 40) & SLOTS - 1;
    }
  }
}
