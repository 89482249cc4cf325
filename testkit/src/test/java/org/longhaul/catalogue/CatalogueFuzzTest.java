package org.longhaul.catalogue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.longhaul.drive.MalformedException;
import org.longhaul.shipment.TreePath;
import org.longhaul.shipment.Xattr;
import org.longhaul.testkit.Fuzz;

/// The encodings inside of a catalogue under bytes that are nearly right.
class CatalogueFuzzTest {
  private static byte[] entries() {
    Entry.Attributes attributes =
        new Entry.Attributes(
            0644, 7, 8, -5, 6, List.of(new Xattr(new byte[] {'u', '.', 'x'}, new byte[3])));
    Entry.Place place = new Entry.Place(1, 4000, 5);
    Entry.Original original = new Entry.Original(TreePath.of("a/b"), 1);
    List<Entry> entries =
        List.of(
            new Entry.Folder(TreePath.of("a"), attributes),
            new Entry.File(TreePath.of("a/b"), attributes, 9, true, new byte[32], place, null),
            new Entry.File(TreePath.of("a/c"), attributes, 9, false, new byte[32], place, original),
            new Entry.HardLink(TreePath.of("a/d"), original),
            new Entry.Link(TreePath.of("e"), attributes, new byte[] {'x'}),
            new Entry.LeftOut(TreePath.of("f"), Entry.Reason.FIFO));
    return written(entries);
  }

  private static byte[] written(List<Entry> entries) {
    ByteSink sink = new ByteSink();
    EntryCodec codec = new EntryCodec();
    for (int i = 0; i < entries.size(); i++) {
      codec.write(sink, entries.get(i), i);
    }
    return sink.copy();
  }

  private static List<Entry> read(byte[] document) throws MalformedException {
    ByteSource source = new ByteSource("It", document, 0, document.length);
    EntryCodec codec = new EntryCodec();
    List<Entry> entries = new java.util.ArrayList<>();
    while (!source.atEnd()) {
      entries.add(codec.read(source, entries.size()));
    }
    return entries;
  }

  @Test
  void entriesAreReadOrRefused() {
    Fuzz.of("EntryCodec", MalformedException.class).run(CatalogueFuzzTest::read, entries());
  }

  @Test
  void infosComeBackAsTheyWereRead() {
    ByteSink sink = new ByteSink();
    CatalogueInfo.Region region = new CatalogueInfo.Region(10, 20, 3, 4, 1, 6);
    new CatalogueInfo(9, 8, 7, List.of(region, region)).write(sink);
    Fuzz.of("CatalogueInfo", MalformedException.class)
        .run(
            document -> {
              ByteSource source = new ByteSource("It", document, 0, document.length);
              ByteSink again = new ByteSink();
              CatalogueInfo.read(source).write(again);
              assertArrayEquals(document, again.copy());
            },
            sink.copy());
  }
}
