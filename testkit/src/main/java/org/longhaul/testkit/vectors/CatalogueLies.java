package org.longhaul.testkit.vectors;

import java.util.Arrays;
import java.util.function.Consumer;
import org.longhaul.catalogue.ByteSink;

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
  }

  static void lie(
      Bench bench, String name, String fault, String says, Consumer<CatalogueParts> change) {
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
        bench,
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
        bench,
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
        bench,
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
        bench,
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
        bench,
        "part-" + name,
        fault,
        says,
        catalogue -> {
          CatalogueParts.Part changed = change.of(catalogue.parts.getFirst(), 0);
          catalogue.parts.set(0, changed);
          catalogue.entries = changed.count();
        });
  }
}
