package org.longhaul.catalogue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.longhaul.drive.Drive;
import org.longhaul.drive.DriveFile;
import org.longhaul.drive.Root;
import org.longhaul.sealing.LegKeys;
import org.longhaul.shipment.Geometry;
import org.longhaul.shipment.LegId;
import org.longhaul.shipment.TreePath;
import org.longhaul.shipment.Xattr;

/// Every entry that is written comes back, from the start or from any place, and no byte can be
/// changed.
class CatalogueTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final LegId leg = new LegId(1, 2);
  private final LegKeys keys = LegKeys.fresh(leg, new SecureRandom());

  private record Written(byte[] bytes, Root root) {}

  private Written write(List<Entry> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<CatalogueInfo.Region> regions =
        List.of(
            new CatalogueInfo.Region(10, 20, 0, 0, 0, 0),
            new CatalogueInfo.Region(10, 20, entries.size(), 0, 0, 0));
    CatalogueInfo info = new CatalogueInfo(entries.size(), 0, 0, regions);
    CatalogueWriter writer =
        new CatalogueWriter(leg, keys, new SecureRandom(), info, bytes::writeBytes);
    for (Entry entry : entries) {
      writer.add(entry);
    }
    CatalogueWriter.Finished finished = writer.finish();
    List<Root.DriveEntry> drives = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      drives.add(
          new Root.DriveEntry(
              "d" + i,
              null,
              1,
              new byte[32],
              new byte[32],
              null,
              List.of(new Root.Writing(0, new byte[16]))));
    }
    return new Written(
        bytes.toByteArray(),
        new Root(
            leg,
            new Geometry(2, 1),
            1 << 16,
            null,
            "now",
            keys.commitment(),
            new byte[32],
            finished.sha256(),
            finished.bytes(),
            finished.indexSha256(),
            drives));
  }

  private Catalogue open(byte[] bytes, Root root) throws IOException {
    return Catalogue.open(List.of(new OneFile(bytes)), root, keys);
  }

  private List<Entry> entries(int count) {
    TreeSet<TreePath> paths = new TreeSet<>();
    while (paths.size() < count) {
      int depth = 1 + random.nextInt(4);
      StringBuilder path = new StringBuilder();
      for (int i = 0; i < depth; i++) {
        path.append(i == 0 ? "" : "/").append("name-").append(random.nextInt(count));
      }
      paths.add(TreePath.of(path.toString()));
    }
    List<Entry> entries = new ArrayList<>();
    for (TreePath path : paths) {
      entries.add(entry(path, entries.size(), entries));
    }
    return entries;
  }

  private Entry entry(TreePath path, int ordinal, List<Entry> before) {
    List<Xattr> xattrs =
        random.nextInt(10) == 0
            ? List.of(new Xattr(new byte[] {'u'}, new byte[random.nextInt(50)]))
            : List.of();
    Entry.Attributes attributes =
        new Entry.Attributes(
            random.nextInt(010000),
            random.nextInt(),
            random.nextInt(100),
            random.nextLong() >> 20,
            random.nextInt(1_000_000_000),
            xattrs);
    int first = ordinal == 0 ? 0 : random.nextInt(ordinal);
    byte[] digest = new byte[32];
    random.nextBytes(digest);
    return switch (random.nextInt(7)) {
      case 0 -> new Entry.Folder(path, attributes);
      case 1 -> new Entry.Link(path, attributes, new byte[] {'.', '.', '/', 'x'});
      case 2 -> new Entry.LeftOut(path, Entry.Reason.SOCKET);
      case 3 ->
          ordinal == 0
              ? new Entry.Folder(path, attributes)
              : new Entry.HardLink(path, new Entry.Original(before.get(first).path(), first));
      case 4 ->
          ordinal == 0
              ? new Entry.Folder(path, attributes)
              : new Entry.File(
                  path,
                  attributes,
                  1 + random.nextInt(1000),
                  false,
                  digest,
                  new Entry.Place(random.nextInt(2), random.nextInt(1000), random.nextInt(100)),
                  new Entry.Original(before.get(first).path(), first));
      default ->
          new Entry.File(
              path,
              attributes,
              1 + (random.nextLong() >>> 30),
              random.nextBoolean(),
              digest,
              new Entry.Place(0, 1000L * ordinal, random.nextInt(1 << 20)),
              null);
    };
  }

  /// Entries hold arrays, which are equal only to themselves; their bytes in writing can be
  /// compared.
  private static byte[] bytes(Entry entry, long ordinal) {
    ByteSink sink = new ByteSink();
    new EntryCodec().write(sink, entry, ordinal);
    return sink.copy();
  }

  @Test
  void allEntriesComeBackFromAnyPlace() throws IOException {
    List<Entry> entries = entries(8_000);
    Written written = write(entries);
    try (Catalogue catalogue = open(written.bytes(), written.root())) {
      Catalogue.Cursor cursor = catalogue.from(0);
      for (int i = 0; i < entries.size(); i++) {
        assertArrayEquals(bytes(entries.get(i), i), bytes(cursor.next(), i), "seed " + seed);
      }
      for (int round = 0; round < 50; round++) {
        int at = random.nextInt(entries.size());
        assertEquals(entries.get(at).path(), catalogue.from(at).next().path());
        assertEquals(entries.get(at).path(), catalogue.from(entries.get(at).path()).next().path());
      }
      List<TreePath> backwards = new ArrayList<>();
      catalogue.backwards((ordinal, entry) -> backwards.add(entry.path()));
      assertEquals(entries.stream().map(Entry::path).toList(), backwards.reversed());
    }
  }

  @Test
  void anEmptyCatalogueIsOneToo() throws IOException {
    Written written = write(List.of());
    try (Catalogue catalogue = open(written.bytes(), written.root())) {
      assertEquals(false, catalogue.from(0).hasNext());
    }
  }

  @Test
  void noBitOfASmallCatalogueCanBeFlipped() throws IOException {
    Written written = write(entries(5));
    int spare = 0;
    for (int bit = 0; bit < 8 * written.bytes().length; bit++) {
      byte[] changed = written.bytes().clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      try (Catalogue catalogue = open(changed, written.root())) {
        Catalogue.Cursor cursor = catalogue.from(0);
        while (cursor.hasNext()) {
          cursor.next();
        }
        spare++;
      } catch (IOException e) {
        // Found, as it should be.
      }
    }
    assertEquals(0, spare, "seed " + seed);
  }

  @Test
  void aCatalogueCutAtAnyPlaceIsRefused() throws IOException {
    Written written = write(entries(3));
    for (int length = 0; length < written.bytes().length; length++) {
      byte[] cut = java.util.Arrays.copyOf(written.bytes(), length);
      assertThrows(IOException.class, () -> open(cut, written.root()).close());
    }
  }

  /// A drive that holds a catalogue and nothing else.
  private record OneFile(byte[] content) implements Drive {
    @Override
    public String name() {
      return "d1";
    }

    @Override
    public List<String> list() {
      return List.of(Root.CATALOGUE);
    }

    @Override
    public DriveFile create(String name) {
      throw new IllegalStateException("This drive is only read.");
    }

    @Override
    public DriveFile open(String name) {
      return new Bytes(content);
    }

    @Override
    public DriveFile update(String name) {
      throw new IllegalStateException("This drive is only read.");
    }

    @Override
    public void rename(String from, String to) {
      throw new IllegalStateException("This drive is only read.");
    }

    @Override
    public void delete(String name) {
      throw new IllegalStateException("This drive is only read.");
    }

    @Override
    public void forceFolder() {}

    @Override
    public long freeBytes() {
      return 0;
    }

    @Override
    public String identity() {
      return "one";
    }

    @Override
    public String volume() {
      return "one";
    }

    @Override
    public void close() {}
  }

  private record Bytes(byte[] content) implements DriveFile {
    @Override
    public int read(long position, byte[] into, int offset, int length) {
      int count = (int) Math.max(0, Math.min(length, content.length - position));
      System.arraycopy(content, (int) Math.min(position, content.length), into, offset, count);
      return count;
    }

    @Override
    public void write(long position, byte[] from, int offset, int length) {
      throw new IllegalStateException("This file is only read.");
    }

    @Override
    public void truncate(long sizeBytes) {
      throw new IllegalStateException("This file is only read.");
    }

    @Override
    public void force() {}

    @Override
    public long sizeBytes() {
      return content.length;
    }

    @Override
    public void close() {}
  }
}
