package org.longhaul.testkit.vectors;

import com.github.luben.zstd.Zstd;
import java.util.function.Consumer;
import org.longhaul.catalogue.Sha256;

/// Blocks and places of content that are not what they say.
final class BlockLies {
  private static final byte[] GOOD = Bytes.of("good\n");

  private final Bench bench;

  private BlockLies(Bench bench) {
    this.bench = bench;
  }

  static void addTo(Bench bench) {
    BlockLies lies = new BlockLies(bench);
    lies.blocks();
    lies.places();
    lies.sizes();
    lies.copies();
  }

  /// A leg of a good file before and a bad one behind it: the first is given, the second is lost.
  private void lie(String name, String fault, int status, Consumer<Tree> bad) {
    LegParts parts = new LegParts("solo", Legs.solo().geometry);
    parts.tree.folder("").file("a", 0, GOOD);
    var good = new java.util.TreeMap<>(parts.tree.listing());
    bad.accept(parts.tree);
    bench.add(
        "sender/" + name,
        fault,
        "solo",
        parts.press(),
        Run.unpack(status).gives(good),
        Run.other("ls", 0));
  }

  private void block(String name, String fault, int plain, int word, byte[] content) {
    lie(
        "block-" + name,
        fault,
        4,
        tree -> {
          long at = tree.region(0).raw(plain, word, content);
          tree.entries().file("b", 100, new byte[32], new Entries.At(0, at, 0));
        });
  }

  private void blocks() {
    byte[] hundred = new byte[100];
    byte[] frame = Zstd.compress(hundred);
    int squeezed = frame.length | Blocks.SQUEEZED;
    block("plain-zero", "A block has no plain bytes.", 0, 0, hundred);
    block("plain-negative", "A block has less than no plain bytes.", -1, 100, hundred);
    block(
        "plain-too-long",
        "A block has more than 1 MiB of plain bytes.",
        (1 << 20) + 1,
        squeezed,
        frame);
    block("plain-huge", "A block has 2^31 - 1 plain bytes.", Integer.MAX_VALUE, squeezed, frame);
    block("stored-zero", "A zstd block has no bytes.", 100, Blocks.SQUEEZED, hundred);
    block("stored-huge", "A block has 2^31 - 1 bytes.", 100, Integer.MAX_VALUE, hundred);
    block("stored-all-bits", "A block's word has all bits.", 100, -1, hundred);
    block("stored-beyond", "A block goes on behind the region's end.", 60_000, 60_000, hundred);
    block("lengths-differ", "A block without zstd has two lengths.", 100, 99, hundred);
    block("not-zstd", "A zstd block is no frame.", 100, 100 | Blocks.SQUEEZED, hundred);
    block("more-inside", "A zstd block holds more than it says.", 99, squeezed, frame);
    block("less-inside", "A zstd block holds less than it says.", 101, squeezed, frame);
    byte[] bomb = Zstd.compress(new byte[100_000_000]);
    block(
        "bomb",
        "A zstd block of 100 bytes holds 100 MB.",
        100,
        bomb.length | Blocks.SQUEEZED,
        bomb);
    block("digest", "The content is not that of the digest.", 100, 100, hundred);
    lie(
        "block-many-wrong-digest",
        "Fifty million bytes in few, with another digest.",
        4,
        tree -> {
          long at = tree.region(0).storedBytes();
          for (int i = 0; i < 48; i++) {
            tree.region(0).squeezed(new byte[1 << 20]);
          }
          tree.entries().file("b", 48L << 20, new byte[32], new Entries.At(0, at, 0));
        });
  }

  private void place(String name, String fault, long region, long offset, long inBlock) {
    lie(
        "place-" + name,
        fault,
        4,
        tree -> {
          tree.region(0).plain(new byte[100]);
          tree.entries()
              .file(
                  "b",
                  100,
                  Sha256.of(new byte[100]),
                  new Entries.At((int) region, offset, inBlock));
        });
  }

  private void places() {
    place("in-block-beyond", "Content begins behind its block's end.", 0, 13, 100);
    place("in-block-far", "Content begins far behind its block's end.", 0, 13, 1 << 24);
    place("in-header", "Content begins in the middle of a block.", 0, 15, 0);
    place("behind-end", "Content begins behind the region's end.", 0, 50_000, 0);
    place("far", "Content begins at 2^61.", 0, 1L << 61, 0);
    for (String name : new String[] {"next", "last"}) {
      LegParts parts = new LegParts("solo", Legs.solo().geometry);
      parts.tree.folder("").file("a", 0, GOOD);
      int region = name.equals("next") ? 1 : 254;
      parts.tree.entries().file("b", 100, new byte[32], new Entries.At(region, 0, 0));
      bench.add(
          "sender/place-region-" + name,
          "Content lies in a region that there is not.",
          "solo",
          parts.press(),
          Run.unpack(5, "a region that is not there"));
    }
  }

  private void size(String name, String fault, int status, int flags, long size) {
    lie(
        "size-" + name,
        fault,
        status,
        tree -> {
          long at = tree.region(0).plain(new byte[100]);
          tree.entries()
              .file(
                  Bytes.of("b"),
                  Entries.Attributes.usual(0644),
                  flags,
                  size,
                  Sha256.of(new byte[100]),
                  new Entries.At(0, at, 0));
        });
  }

  private void sizes() {
    size("huge", "A file of 100 bytes says that it has 2^61.", 4, 0, 1L << 61);
    size(
        "huge-sparse",
        "A file of 100 bytes says that it has 2^61, with holes.",
        3,
        Entries.SPARSE,
        1L << 61);
    size(
        "large-sparse",
        "A file of 100 bytes says that it has 2^40, with holes.",
        4,
        Entries.SPARSE,
        1L << 40);
    size("one-more", "A file says that it has a byte more than it has.", 4, 0, 101);
    lie(
        "size-one-less",
        "A file says that it has a byte less than its digest is of.",
        4,
        tree -> {
          long at = tree.region(0).plain(new byte[100]);
          tree.entries().file("b", 99, Sha256.of(new byte[100]), new Entries.At(0, at, 0));
        });
  }

  private void copies() {
    lie(
        "copy-other-content",
        "A double has another digest than its original.",
        4,
        tree -> tree.entries().copy("b", 5, new byte[32], 1, "a", new Entries.At(0, 0, 0)));
    lie(
        "copy-of-folder",
        "The original of a double is a folder.",
        4,
        tree -> tree.entries().copy("b", 5, Sha256.of(GOOD), 2, "", new Entries.At(0, 0, 0)));
    lie(
        "copy-other-path",
        "The original of a double has another path than is said.",
        4,
        tree -> tree.entries().copy("b", 5, Sha256.of(GOOD), 1, "c", new Entries.At(0, 0, 0)));
    LegParts only = new LegParts("solo", Legs.solo().geometry);
    only.tree.folder("").file("a", 0, GOOD);
    only.tree.entries().copy("b1", 5, Sha256.of(GOOD), 1, "a", new Entries.At(0, 1L << 61, 0));
    only.tree
        .entries()
        .copy("b2", 1L << 61, Sha256.of(GOOD), 2, "a", new Entries.At(0, 77, 1 << 24));
    bench.add(
        "sender/copy-only-far",
        "Doubles whose content is said to be where none is, and their original is not wanted.",
        "solo",
        only.press(),
        Run.unpack(4).options("--only", "b*"));
    LegParts region = new LegParts("solo", Legs.solo().geometry);
    region.tree.folder("").file("a", 0, GOOD);
    region.tree.entries().copy("b", 5, Sha256.of(GOOD), 1, "a", new Entries.At(7, 0, 0));
    bench.add(
        "sender/copy-region",
        "The content of a double lies in a region that there is not.",
        "solo",
        region.press(),
        Run.unpack(5, "a region that is not there").options("--only", "b"));
  }
}
