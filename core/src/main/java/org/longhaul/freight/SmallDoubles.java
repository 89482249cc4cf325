package org.longhaul.freight;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.Entry;

/// The small files of one region that were packed last, by digest, so that a double among them need
/// not be stored again.
///
/// A table of fixed size in which a newer file takes the place of an older one: what it finds
/// follows from the order of the files alone, so a region packed again comes out the same.
final class SmallDoubles {
  private static final int SLOTS = 1 << 13;

  /// A file that was stored.
  record Stored(Entry.Original file, Entry.Place place) {}

  private final byte[][] digests = new byte[SLOTS][];
  private final @Nullable Stored[] stored = new Stored[SLOTS];

  @Nullable Stored find(byte[] digest) {
    int slot = slot(digest);
    return Arrays.equals(digests[slot], digest) ? stored[slot] : null;
  }

  void remember(byte[] digest, Stored file) {
    digests[slot(digest)] = digest;
    stored[slot(digest)] = file;
  }

  private static int slot(byte[] digest) {
    return ByteBuffer.wrap(digest).getInt() & SLOTS - 1;
  }
}
