package org.longhaul.testkit.vectors;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.longhaul.catalogue.ByteSink;
import org.longhaul.catalogue.Sha256;

/// Catalogues whose info, index or frames say what is not so.
final class CatalogueLies {
  private final Bench bench;

  private CatalogueLies(Bench bench) {
    this.bench = bench;
  }

  static void addTo(Bench bench) {
    CatalogueLies lies = new CatalogueLies(bench);
    lies.info();
    lies.index();
    lies.frames();
    lies.sizes();
  }

  private void lie(String name, String fault, String says, Consumer<CatalogueParts> change) {
    LegParts parts = Legs.bare();
    change.accept(parts.tree.catalogue());
    bench.add(
        "sender/catalogue-" + name,
        fault,
        "bare",
        parts.press(),
        Run.unpack(5, says),
        Run.other("ls", 5, says));
  }

  private void infoLie(String name, String fault, String says, long... numbers) {
    lie(
        name,
        fault,
        says,
        catalogue ->
            catalogue.info =
                bytes -> {
                  ByteSink sink = new ByteSink();
                  for (long number : numbers) {
                    sink.number(number);
                  }
                  return sink.copy();
                });
  }

  private void info() {
    String range = "out of its range";
    infoLie(
        "entries-more",
        "It has more entries than its index.",
        "does not cover",
        6,
        1,
        0,
        1,
        0,
        0,
        6,
        0,
        0,
        0);
    infoLie(
        "entries-billion",
        "It says a thousand million entries.",
        "does not cover",
        1_000_000_000,
        1,
        0,
        1,
        0,
        0,
        0,
        0,
        0,
        0);
    infoLie(
        "entries-none",
        "It says no entries and has some.",
        "The catalogue",
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        0,
        0,
        0);
    infoLie(
        "entries-negative",
        "The number of entries has the highest bit.",
        range,
        -1,
        1,
        0,
        1,
        0,
        0,
        0,
        0,
        0,
        0);
    infoLie("files-more", "It has more files than entries.", range, 5, 6, 0, 1, 0, 0, 5, 0, 0, 0);
    infoLie("no-regions", "It has no region.", "differ in the geometry", 5, 1, 0, 0);
    infoLie(
        "regions-two",
        "It has a region too many.",
        "differ in the geometry",
        5,
        1,
        0,
        2,
        0,
        0,
        5,
        0,
        0,
        0,
        0,
        0,
        5,
        0,
        0,
        0);
    infoLie("regions-many", "It has a million regions.", range, 5, 1, 0, 1_000_000);
    infoLie(
        "region-beyond",
        "A region begins behind the last entry.",
        range,
        5,
        1,
        0,
        1,
        0,
        0,
        6,
        0,
        0,
        0);
    infoLie(
        "region-endless", "A region has 2^63 bytes.", range, 5, 1, 0, 1, 0, 1L << 63, 5, 0, 0, 0);
    infoLie("info-cut", "The info ends in the middle.", "ends in the middle", 5, 1, 0, 1, 0);
    infoLie(
        "info-trailing",
        "Something follows the info.",
        "The catalogue",
        5,
        1,
        0,
        1,
        0,
        0,
        5,
        0,
        0,
        0,
        7);
  }

  private void indexLie(String name, String fault, String says, Consumer<ByteSink> index) {
    lie(
        "index-" + name,
        fault,
        says,
        catalogue ->
            catalogue.index =
                bytes -> {
                  ByteSink sink = new ByteSink();
                  index.accept(sink);
                  return sink.copy();
                });
  }

  private static ByteSink part(ByteSink sink, long at, long first, String path, long entries) {
    return sink.number(at).number(first).text(path).number(entries).raw(new byte[32]);
  }

  private void index() {
    String follow = "do not follow each other";
    indexLie("none", "The index has no part.", "does not cover", sink -> sink.number(0));
    indexLie(
        "count-huge",
        "The index says 2^31 - 1 parts.",
        "ends in the middle",
        sink -> sink.number(Integer.MAX_VALUE));
    indexLie(
        "count-beyond",
        "The index says 2^31 parts.",
        "out of its range",
        sink -> sink.number(1L << 31));
    indexLie(
        "trailing",
        "Something follows the index.",
        "does not cover",
        sink -> part(sink.number(1), 130, 0, "", 5).octet(0));
    indexLie(
        "gap",
        "Its first part begins with entry 1.",
        follow,
        sink -> part(sink.number(1), 130, 1, "", 4));
    indexLie(
        "empty-part",
        "A part has no entries.",
        follow,
        sink -> part(part(sink.number(2), 130, 0, "", 0), 160, 0, "", 5));
    indexLie(
        "sum-wraps",
        "Two parts have so many entries that their sum wraps around.",
        "The catalogue",
        sink ->
            part(
                part(sink.number(2), 130, 0, "", Long.MAX_VALUE),
                160,
                Long.MAX_VALUE,
                "a",
                Long.MAX_VALUE));
    indexLie(
        "path-up",
        "The path of a part is '..'.",
        "is not a path",
        sink -> part(sink.number(1), 130, 0, "..", 5));
    indexLie(
        "place-head",
        "A part is said to be in the head.",
        "The catalogue",
        sink -> part(sink.number(1), 8, 0, "", 5));
    indexLie(
        "place-far",
        "A part is said to be far behind the end.",
        "The catalogue",
        sink -> part(sink.number(1), 1L << 62, 0, "", 5));
    lie(
        "index-digest",
        "The digest of a part is another's.",
        "not the one that was signed",
        catalogue ->
            catalogue.index =
                bytes -> {
                  bytes[bytes.length - 1] ^= 1;
                  return bytes;
                });
    changedIndex(
        "other-path",
        "The index says another first path of a part.",
        "not in order",
        (part, i) ->
            new CatalogueParts.Part(part.plain(), Bytes.of("dir"), part.first(), part.count()));
    changedIndex(
        "fewer",
        "A part has an entry more than the index says.",
        "The catalogue",
        (part, i) ->
            new CatalogueParts.Part(part.plain(), part.path(), part.first(), part.count() - 1));
    changedIndex(
        "kind",
        "A part of entries is sealed as an info.",
        "seal of a part",
        (part, i) ->
            new CatalogueParts.Part(
                part.plain(), part.path(), part.first(), part.count(), CatalogueParts.INFO));
    lie(
        "part-twice",
        "The index has a part twice.",
        "The catalogue",
        catalogue -> {
          CatalogueParts.Part one = catalogue.parts.getFirst();
          catalogue.entries = 10;
          catalogue.index =
              bytes -> {
                byte[] its = Arrays.copyOfRange(bytes, 1, bytes.length);
                ByteSink sink = new ByteSink().number(2).raw(its);
                // The second time with the ordinal that would follow.
                its[2] = (byte) one.count();
                return sink.raw(its).copy();
              };
        });
    indexLie(
        "bomb",
        "Thirty thousand parts are said to be in a file of some kilobytes.",
        "The catalogue's index",
        sink -> {
          String path = ("x".repeat(250) + "/").repeat(16) + "x";
          sink.number(30_000);
          for (int i = 0; i < 30_000; i++) {
            part(sink, 130, i, path, 1);
          }
        });
  }

  private interface PartChange {
    CatalogueParts.Part of(CatalogueParts.Part part, int number);
  }

  private void changedIndex(String name, String fault, String says, PartChange change) {
    lie(
        "part-" + name,
        fault,
        says,
        catalogue -> {
          CatalogueParts.Part changed = change.of(catalogue.parts.getFirst(), 0);
          catalogue.parts.set(0, changed);
          catalogue.entries = changed.count();
        });
  }

  private void frame(String name, String fault, String says, UnaryOperator<byte[]> inside) {
    for (int kind : new int[] {CatalogueParts.INFO, CatalogueParts.ENTRIES, CatalogueParts.INDEX}) {
      String of = new String[] {"info", "entries", "index"}[kind];
      lie(
          "frame-" + name + "-" + of,
          fault + " Of the " + of + ".",
          says,
          catalogue -> {
            CatalogueParts.Inside usual = catalogue.inside;
            catalogue.inside =
                (which, plain) -> which == kind ? inside.apply(plain) : usual.of(which, plain);
          });
    }
  }

  private void frames() {
    String length = "does not decompress to its length";
    String tooLong = "says that it is too long";
    frame(
        "longer",
        "A frame holds more than it says.",
        length,
        plain -> CatalogueParts.frame(plain.length - 1, Zstd.compress(plain)));
    frame(
        "shorter",
        "A frame holds less than it says.",
        length,
        plain -> CatalogueParts.frame(plain.length + 1, Zstd.compress(plain)));
    frame(
        "negative",
        "A length is negative.",
        tooLong,
        plain -> CatalogueParts.frame(-1, Zstd.compress(plain)));
    frame(
        "huge",
        "A length is 2^31 - 1.",
        tooLong,
        plain -> CatalogueParts.frame(Integer.MAX_VALUE, Zstd.compress(plain)));
    frame(
        "garbage",
        "There is no zstd frame.",
        length,
        plain -> CatalogueParts.frame(plain.length, new byte[40]));
    frame(
        "nothing",
        "There is nothing behind the length.",
        length,
        plain -> CatalogueParts.frame(plain.length, new byte[0]));
    frame("tiny", "There is not even a length.", "too short", plain -> new byte[3]);
    frame(
        "bomb",
        "A frame holds 200 MB and says little.",
        length,
        plain -> CatalogueParts.frame(plain.length, Zstd.compress(new byte[200_000_000])));
    frame(
        "skippable",
        "There is a frame to be skipped alone.",
        length,
        plain ->
            CatalogueParts.frame(
                plain.length, new byte[] {0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4}));
    LegParts window = Legs.bare();
    window.tree.catalogue().inside =
        (kind, plain) -> {
          try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
            zstd.setLong(31).setContentSize(false);
            return CatalogueParts.frame(plain.length, zstd.compress(plain));
          }
        };
    bench.add(
        "sender/catalogue-frame-window",
        "Frames ask for a window of 2^31 bytes; whoever decompresses into the exact length needs none.",
        "bare",
        window.press(),
        Run.unpack(0).gives(bench.listing("bare")));
  }

  private void size(
      String name, String fault, String says, UnaryOperator<Drives> change, long bytes) {
    LegParts parts = Legs.bare();
    parts.payload =
        text -> text.replaceFirst("\"catalogueBytes\" : [0-9]+", "\"catalogueBytes\" : " + bytes);
    bench.add(
        "sender/catalogue-size-" + name,
        fault,
        "bare",
        change.apply(parts.press()),
        Run.unpack(5, says));
  }

  private void sizes() {
    size(
        "zero",
        "A catalogue of no bytes is signed, and there.",
        "The catalogue",
        drives -> drives.cut("d1", "catalogue.lhc", 0),
        0);
    size(
        "tiny",
        "A catalogue of 70 bytes is signed, and there.",
        "The catalogue",
        drives -> drives.cut("d1", "catalogue.lhc", 70),
        70);
    size(
        "more",
        "A longer catalogue is signed than is there.",
        "were signed",
        drives -> drives,
        100_000);
    size(
        "endless",
        "A catalogue of 2^62 bytes is signed.",
        "were signed",
        drives -> drives,
        1L << 62);
    LegParts parts = Legs.bare();
    parts.root =
        root ->
            new org.longhaul.drive.Root(
                root.leg(),
                root.geometry(),
                root.segmentBytes(),
                root.trip(),
                root.sealed(),
                root.keyCommitment(),
                root.keySha256(),
                Sha256.of(new byte[0]),
                root.catalogueBytes(),
                root.indexSha256(),
                root.drives());
    bench.add(
        "sender/catalogue-whole-digest",
        "The digest of the whole catalogue is another's, those of its parts hold.",
        "bare",
        parts.press(),
        Run.unpack(0).gives(bench.listing("bare")),
        Run.verify(5, "CHANGED"));
  }
}
