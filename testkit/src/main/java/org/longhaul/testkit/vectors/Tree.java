package org.longhaul.testkit.vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.longhaul.catalogue.Sha256;
import org.longhaul.shipment.TreePath;

/// A tree that is put into a leg name by name, in the catalogue's order: the content goes to
/// regions, the entries to the catalogue, and what must come back to a listing.
final class Tree {
  private final List<Blocks> regions = new ArrayList<>();
  private final long[] firstEntry;
  private final long[][] heads;
  private final CatalogueParts catalogue = new CatalogueParts();
  private final SortedMap<String, String> listing = new TreeMap<>();
  private Entries entries = new Entries();
  private boolean finished;

  Tree(int regionCount) {
    firstEntry = new long[regionCount];
    heads = new long[regionCount][3];
    Arrays.fill(firstEntry, -1);
    for (int i = 0; i < regionCount; i++) {
      regions.add(new Blocks());
    }
  }

  Blocks region(int number) {
    return regions.get(number);
  }

  /// The entries of the part that is being written.
  Entries entries() {
    return entries;
  }

  /// What a reader must make of the tree, by path as people see it.
  SortedMap<String, String> listing() {
    return listing;
  }

  long ordinal() {
    return catalogue.entries + entries.count();
  }

  /// Goes on in a new part of the catalogue.
  Tree nextPart() {
    catalogue.add(entries);
    entries = new Entries();
    return this;
  }

  /// The catalogue as it is so far, to be sealed or made wrong.
  CatalogueParts catalogue() {
    if (!finished) {
      finished = true;
      if (entries.count() > 0) {
        catalogue.add(entries);
      }
      long next = catalogue.entries;
      for (int i = regions.size() - 1; i >= 0; i--) {
        next = firstEntry[i] < 0 ? next : firstEntry[i];
        catalogue.regions.addFirst(
            new CatalogueParts.Region(
                regions.get(i).plainBytes(),
                regions.get(i).storedBytes(),
                next,
                heads[i][0],
                heads[i][1],
                heads[i][2]));
      }
    }
    return catalogue;
  }

  Tree folder(String path) {
    entries.folder(path);
    listing.put(shown(Bytes.of(path)), Listing.folder(Entries.Attributes.usual(0755)));
    return this;
  }

  Tree empty(String path) {
    entries.empty(path);
    return listed(Bytes.of(path), Entries.Attributes.usual(0644), new byte[0]);
  }

  /// A file in a block of its own.
  Tree file(String path, int region, byte[] content) {
    return file(path, region, content, false);
  }

  Tree file(String path, int region, byte[] content, boolean squeezed) {
    Blocks blocks = begin(region);
    long at = squeezed ? blocks.squeezed(content) : blocks.plain(content);
    return file(path, content, new Entries.At(region, at, 0));
  }

  /// A file whose content stands somewhere already.
  Tree file(String path, byte[] content, Entries.At at) {
    return file(Bytes.of(path), Entries.Attributes.usual(0644), 0, content, at);
  }

  Tree file(byte[] path, Entries.Attributes attributes, int flags, byte[] content, Entries.At at) {
    Blocks _ = begin(at.region());
    entries.file(path, attributes, flags, content.length, Sha256.of(content), at);
    return listed(path, attributes, content);
  }

  /// A file that goes on in the next region.
  Tree spanning(String path, int region, byte[] content, int inFirst) {
    Blocks blocks = begin(region);
    long at = blocks.plain(Arrays.copyOf(content, inFirst));
    heads[region + 1] = new long[] {content.length - inFirst, ordinal(), inFirst};
    regions.get(region + 1).plain(Arrays.copyOfRange(content, inFirst, content.length));
    return file(path, content, new Entries.At(region, at, 0));
  }

  /// A file with the content of an earlier one.
  Tree copy(String path, String original, long ordinal, byte[] content, Entries.At at) {
    entries.copy(path, content.length, Sha256.of(content), ordinal() - ordinal, original, at);
    return listed(Bytes.of(path), Entries.Attributes.usual(0644), content);
  }

  Tree hardLink(String path, String original, long ordinal) {
    entries.hardLink(path, ordinal() - ordinal, original);
    listing.put(shown(Bytes.of(path)), String.valueOf(listing.get(shown(Bytes.of(original)))));
    return this;
  }

  Tree link(String path, String target) {
    entries.link(path, target);
    listing.put(shown(Bytes.of(path)), Listing.link(Bytes.of(target)));
    return this;
  }

  Tree leftOut(String path, int reason) {
    entries.leftOut(path, reason);
    return this;
  }

  private Blocks begin(int region) {
    firstEntry[region] = firstEntry[region] < 0 ? ordinal() : firstEntry[region];
    return regions.get(region);
  }

  Tree listed(byte[] path, Entries.Attributes attributes, byte[] content) {
    listing.put(shown(path), Listing.file(attributes, content));
    catalogue.files++;
    catalogue.fileBytes += content.length;
    return this;
  }

  static String shown(byte[] path) {
    return path.length == 0 ? "." : TreePath.displayed(path);
  }
}
