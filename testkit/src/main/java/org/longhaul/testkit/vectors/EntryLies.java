package org.longhaul.testkit.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.longhaul.catalogue.ByteSink;
import org.longhaul.shipment.Xattr;

/// Entries with kinds, attributes and numbers that none may have.
final class EntryLies {
  private final Bench bench;

  private EntryLies(Bench bench) {
    this.bench = bench;
  }

  static void addTo(Bench bench) {
    EntryLies lies = new EntryLies(bench);
    lies.kinds();
    lies.numbers();
    lies.attributes();
    lies.xattrs();
    lies.bombs();
  }

  private void refused(String name, String fault, String says, Consumer<Entries> entry) {
    SenderVectors.refused(
        bench, name, fault, says, tree -> entry.accept(tree.folder("").entries()));
  }

  private void kinds() {
    for (int kind : new int[] {5, 6, 7}) {
      refused(
          "kind-" + kind,
          "An entry is of a kind that there is not, as a device would be.",
          "unknown kind",
          entries -> entries.start(kind, Bytes.of("a")).attributes(Entries.Attributes.usual(0644)));
    }
    refused(
        "kind-bits",
        "An entry's kind has bits that mean nothing.",
        "unknown kind",
        entries -> entries.start(64 | 1, Bytes.of("a")).attributes(Entries.Attributes.usual(0644)));
    String says = "carries what its kind cannot have";
    refused(
        "kind-sparse-folder",
        "A folder has holes.",
        says,
        entries -> entries.start(8, Bytes.of("a")).attributes(Entries.Attributes.usual(0755)));
    refused(
        "kind-link-with-original",
        "A link has an original.",
        says,
        entries -> {
          entries.start(16 | 2, Bytes.of("a")).attributes(Entries.Attributes.usual(0777));
          entries.sink().text("x");
        });
    refused(
        "kind-empty-with-original",
        "An empty file has an original.",
        "an empty file has content",
        entries -> {
          entries.start(16 | 1, Bytes.of("a")).attributes(Entries.Attributes.usual(0644));
          entries.sink().number(0);
        });
    refused("link-empty", "A link says nothing.", "a link says nothing", e -> e.link("a", ""));
    refused("link-nul", "A link's target has a NUL.", "has a NUL", e -> e.link("a", "b\0c"));
    refused(
        "link-long",
        "A link's target has 4,097 bytes.",
        "out of its range",
        e -> e.link("a", "x".repeat(4097)));
    refused(
        "left-out-reason",
        "A reason that there is not.",
        "out of its range",
        e -> e.leftOut("a", 6));
  }

  private void numbers() {
    refused(
        "number-long-form",
        "A number is not in its shortest form.",
        "shortest form",
        entries -> entries.sink().octet(1).octet(0x80).octet(0));
    refused(
        "number-65-bits",
        "A number has 65 bits.",
        "a number",
        entries -> entries.sink().octet(1).raw(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 2}));
    refused(
        "number-endless",
        "A number does not end.",
        "a number",
        entries -> {
          ByteSink sink = entries.sink().octet(1);
          for (int i = 0; i < 1000; i++) {
            sink.octet(0x80);
          }
        });
    refused(
        "part-trailing",
        "Something follows the last entry of a part.",
        "The catalogue",
        entries -> entries.empty("a").sink().octet(0xff));
    refused(
        "part-ends-early",
        "A part ends in the middle of an entry.",
        "ends in the middle",
        entries -> entries.empty("a").start(1, Bytes.of("b")));
    refused(
        "size-negative",
        "A file's size has the highest bit.",
        "out of its range",
        entries -> {
          entries.start(1, Bytes.of("a")).attributes(Entries.Attributes.usual(0644));
          entries.sink().number(-1);
        });
  }

  private void attributes(String name, String fault, String says, Entries.Attributes attributes) {
    refused(name, fault, says, entries -> entries.empty(Bytes.of("a"), attributes));
  }

  private void attributes() {
    attributes(
        "mode-bits",
        "A mode has bits beyond 07777, as a device's would.",
        "out of its range",
        Entries.Attributes.usual(060644));
    attributes(
        "nanoseconds",
        "A time has a thousand million nanoseconds.",
        "out of its range",
        new Entries.Attributes(0644, 0, 0, 0, 1_000_000_000, List.of()));
    Entries.Attributes setId = new Entries.Attributes(06755, 0, 0, 1, 0, List.of());
    SenderVectors.made(
        bench,
        "set-id",
        "A file would run with another's rights.",
        tree -> tree.folder("").entries().empty(Bytes.of("a"), setId),
        Run.unpack(0, "set-id bits of 1 file")
            .gives(listed("a", new Entries.Attributes(0755, 0, 0, 1, 0, List.of()))));
    for (long seconds : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 1L << 55}) {
      Entries.Attributes late = new Entries.Attributes(0644, 0, 0, seconds, 0, List.of());
      SenderVectors.made(
          bench,
          "time-" + Long.toHexString(seconds),
          "A time that no calendar has. What a file system makes of it is its own matter.",
          tree -> tree.folder("").entries().empty(Bytes.of("a"), late),
          Run.other("ls", 0));
    }
    SenderVectors.made(
        bench,
        "owner-wraps",
        "Owners beyond 32 bits.",
        tree ->
            tree.folder("")
                .entries()
                .empty(
                    Bytes.of("a"),
                    new Entries.Attributes(0644, 1L << 32, 1L << 40, 1_700_000_000, 5, List.of())),
        Run.unpack(0).gives(SenderVectors.names("a")));
  }

  private static java.util.SortedMap<String, String> listed(
      String path, Entries.Attributes attributes) {
    return new java.util.TreeMap<>(java.util.Map.of(path, Listing.file(attributes, new byte[0])));
  }

  private static Entries.Attributes with(List<Xattr> xattrs) {
    return new Entries.Attributes(0644, 0, 0, 1_700_000_000, 5, xattrs);
  }

  private void xattrs() {
    Xattr usual = new Xattr(Bytes.of("user.x"), Bytes.of("y"));
    attributes(
        "xattrs-257",
        "A file has 257 extended attributes.",
        "out of its range",
        with(java.util.Collections.nCopies(257, usual)));
    attributes(
        "xattr-value-long",
        "An attribute's value has 65,537 bytes.",
        "out of its range",
        with(List.of(new Xattr(Bytes.of("user.x"), new byte[65_537]))));
    attributes(
        "xattr-name-long",
        "An attribute's name has 256 bytes.",
        "out of its range",
        with(List.of(new Xattr(Bytes.of("user." + "x".repeat(251)), new byte[1]))));
    attributes(
        "xattr-name-nul",
        "An attribute's name has a NUL, so that the system would see another.",
        "an attribute",
        with(List.of(new Xattr(Bytes.of("user.x\0y"), new byte[1]))));
    attributes(
        "xattr-name-empty",
        "An attribute has no name.",
        "an attribute",
        with(List.of(new Xattr(new byte[0], new byte[1]))));
    refused(
        "xattrs-cut",
        "There are fewer attributes than said.",
        "ends in the middle",
        entries -> {
          entries.start(33, Bytes.of("a")).sink().number(0).number(0).number(0).number(0).number(0);
          entries.sink().number(200);
        });
    List<Xattr> powers =
        List.of(
            new Xattr(
                Bytes.of("security.capability"),
                new byte[] {1, 0, 0, 2, -1, -1, -1, -1, 0, 0, 0, 0, -1, -1, -1, -1, 0, 0, 0, 0}),
            new Xattr(Bytes.of("trusted.overlay.opaque"), Bytes.of("y")));
    SenderVectors.made(
        bench,
        "xattrs-privileged",
        "Attributes that give a program rights.",
        tree -> tree.folder("").entries().empty(Bytes.of("a"), with(powers)),
        Run.unpack(0, "2 extended attributes").gives(SenderVectors.names("a")));
    List<Xattr> most = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      most.add(new Xattr(Bytes.of("user.%03d".formatted(i)), new byte[65_536]));
    }
    SenderVectors.made(
        bench,
        "xattrs-most",
        "A file with as many and as large attributes as the format has: some file systems take them, some not.",
        tree -> tree.folder("").entries().empty(Bytes.of("a"), with(most)),
        Run.unpack(0).gives(SenderVectors.names("a")));
  }

  private void bombs() {
    refused(
        "bomb-paths",
        "Two hundred thousand paths of 4,000 bytes, which take five bytes each.",
        "The catalogue",
        entries -> {
          String long1 = ("x".repeat(250) + "/").repeat(15);
          for (int i = 0; i < 200_000; i++) {
            entries.leftOut(long1 + "%06d".formatted(i), 0);
          }
        });
    refused(
        "bomb-entries",
        "More entries in one part than any writer puts there.",
        "The catalogue",
        entries -> {
          for (int i = 0; i < 1_000_000; i++) {
            entries.leftOut("%07d".formatted(i), 0);
          }
        });
  }
}
