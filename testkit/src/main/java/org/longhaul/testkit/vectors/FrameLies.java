package org.longhaul.testkit.vectors;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.function.UnaryOperator;
import org.longhaul.catalogue.Sha256;

/// Catalogues whose frames of zstd, or whose length, are not what is said.
final class FrameLies {
  private final Bench bench;

  private FrameLies(Bench bench) {
    this.bench = bench;
  }

  static void addTo(Bench bench) {
    FrameLies lies = new FrameLies(bench);
    lies.frames();
    lies.sizes();
  }

  private void frame(String name, String fault, String says, UnaryOperator<byte[]> inside) {
    for (int kind : new int[] {CatalogueParts.INFO, CatalogueParts.ENTRIES, CatalogueParts.INDEX}) {
      String of = new String[] {"info", "entries", "index"}[kind];
      CatalogueLies.lie(
          bench,
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
