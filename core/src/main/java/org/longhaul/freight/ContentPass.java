package org.longhaul.freight;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.Catalogue;
import org.longhaul.catalogue.CatalogueInfo;
import org.longhaul.catalogue.CatalogueInfo.Region;
import org.longhaul.catalogue.Entry;

/// Which files get their content out of the regions in one pass over the drives.
interface ContentPass {
  /// A file to be restored from content on the drives.
  ///
  /// @param content ordinal of the entry that the content is stored for
  /// @param ordinal of the entry that is restored; the same but for doubles and hard links
  record Item(long content, long ordinal, Entry.File file) {}

  /// Takes the items of a region one by one.
  @FunctionalInterface
  interface Taker {
    void take(Item item) throws IOException;
  }

  /// Gives all items whose content begins in the region, by its place.
  void each(int region, Taker taker) throws IOException;

  /// The item that the bytes at the region's start belong to, if it is wanted.
  @Nullable Item head(int region) throws IOException;

  /// What is to be restored.
  @FunctionalInterface
  interface Selection {
    boolean wants(Entry entry);
  }

  /// All selected files that are stored for themselves.
  static ContentPass over(Catalogue catalogue, Selection selection) {
    List<Region> regions = catalogue.info().regions();
    return new ContentPass() {
      @Override
      public void each(int region, Taker taker) throws IOException {
        boolean last = region + 1 == regions.size();
        long end = last ? catalogue.info().entries() : regions.get(region + 1).firstEntry();
        // The first region takes all that comes before the second, whatever it says of itself: no
        // file may be passed over in silence.
        long start = region == 0 ? 0 : regions.get(region).firstEntry();
        Catalogue.Cursor cursor = catalogue.from(start);
        while (cursor.ordinal() < end && cursor.hasNext()) {
          long ordinal = cursor.ordinal();
          if (cursor.next() instanceof Entry.File file
              && file.place() != null
              && file.original() == null
              && selection.wants(file)) {
            taker.take(new Item(ordinal, ordinal, file));
          }
        }
      }

      @Override
      public @Nullable Item head(int region) throws IOException {
        long ordinal = regions.get(region).headEntry();
        if (regions.get(region).headBytes() > 0
            && ordinal < catalogue.info().entries()
            && catalogue.at(ordinal) instanceof Entry.File file
            && file.original() == null
            && selection.wants(file)) {
          return new Item(ordinal, ordinal, file);
        }
        return null;
      }
    };
  }

  /// A few files whose content is stored for entries that are not restored themselves.
  static ContentPass of(Map<Long, Item> byContent, CatalogueInfo info) {
    Map<Integer, TreeMap<Long, Item>> byRegion = new TreeMap<>();
    for (Item item : byContent.values()) {
      Entry.Place place = item.file().place();
      if (place != null) {
        // The offset of the block is not unique; the content's own place in it makes it so.
        long key = place.offset() * BlockFormat.MAX_PLAIN_BYTES + place.inBlock();
        byRegion.computeIfAbsent(place.region(), r -> new TreeMap<>()).put(key, item);
      }
    }
    return new ContentPass() {
      @Override
      public void each(int region, Taker taker) throws IOException {
        Iterator<Item> items = byRegion.getOrDefault(region, new TreeMap<>()).values().iterator();
        while (items.hasNext()) {
          taker.take(items.next());
        }
      }

      @Override
      public @Nullable Item head(int region) {
        Region its = info.regions().get(region);
        return its.headBytes() > 0 ? byContent.get(its.headEntry()) : null;
      }
    };
  }
}
