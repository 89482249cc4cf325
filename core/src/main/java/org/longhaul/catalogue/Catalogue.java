package org.longhaul.catalogue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.longhaul.catalogue.CatalogueFormat.Part;
import org.longhaul.drive.Drive;
import org.longhaul.drive.DriveFile;
import org.longhaul.drive.MalformedException;
import org.longhaul.drive.Root;
import org.longhaul.sealing.LegKeys;
import org.longhaul.shipment.TreePath;

/// A catalogue opened for reading. Every part is checked against the signed root before it is
/// believed. Memory: the index (about 100 bytes for each 4,000 files) and one part for each cursor.
///
/// Cursors may be used by several threads at once, each by one.
public final class Catalogue implements AutoCloseable {
  /// What a length, a tag and a frame of zstd can add to a part.
  private static final int SEALING_BYTES = 1 << 20;

  /// The least that a part takes in the file: two lengths and a tag.
  private static final int LEAST_PART_BYTES = 24;

  private final Replicas replicas;
  private final Root root;
  private final LegKeys keys;
  private final byte[] header = new byte[CatalogueFormat.HEADER_BYTES];
  private final CatalogueInfo info;
  private final List<Chunk> chunks;
  private int lookedAt = -1;
  private List<Entry> entriesLookedAt = List.of();

  private record Chunk(long at, long first, TreePath path, long entries, byte[] sha256) {}

  private Catalogue(Replicas replicas, DriveFile first, Root root, LegKeys keys)
      throws IOException {
    this.replicas = replicas;
    this.root = root;
    this.keys = keys;
    if (first.sizeBytes() != root.catalogueBytes()) {
      throw new MalformedException(
          "The catalogue has %,d bytes; %,d were signed."
              .formatted(first.sizeBytes(), root.catalogueBytes()));
    }
    if (root.catalogueBytes() < CatalogueFormat.HEADER_BYTES + CatalogueFormat.TRAILER_BYTES) {
      throw new MalformedException("The catalogue is too short to be one.");
    }
    first.readFully(0, header, 0, header.length);
    CatalogueFormat format = CatalogueFormat.of(header, root.leg(), keys);
    byte[] trailer = new byte[CatalogueFormat.TRAILER_BYTES];
    first.readFully(root.catalogueBytes() - trailer.length, trailer, 0, trailer.length);
    long indexAt = ByteBuffer.wrap(trailer).getLong();
    long indexNumber = ByteBuffer.wrap(trailer).getLong(Long.BYTES);
    byte[] sealedInfo =
        sealed(first, CatalogueFormat.HEADER_BYTES, CatalogueFormat.MAX_CHUNK_BYTES);
    byte[] sealedIndex = sealed(first, indexAt, CatalogueFormat.MAX_INDEX_BYTES);
    MessageDigest digest = Sha256.start();
    digest.update(header);
    digest.update(sealedInfo);
    if (!MessageDigest.isEqual(digest.digest(sealedIndex), root.indexSha256())) {
      throw new MalformedException("The catalogue is not the one that was signed.");
    }
    byte[] infoBytes = format.open(Part.INFO, 0, sealedInfo);
    this.info = CatalogueInfo.read(new ByteSource("The catalogue", infoBytes, 0, infoBytes.length));
    if (info.regions().size() != root.geometry().data()) {
      throw new MalformedException("The catalogue and the signed root differ in the geometry.");
    }
    this.chunks = readIndex(format.open(Part.INDEX, indexNumber, sealedIndex));
  }

  /// Opens the catalogue that all of these drives hold. A part that is damaged on one is read from
  /// the next.
  ///
  /// @throws IOException when no drive has a sound index
  public static Catalogue open(List<? extends Drive> drives, Root root, LegKeys keys)
      throws IOException {
    Replicas replicas = new Replicas(drives);
    IOException last = new MalformedException("There is no drive to take the catalogue from.");
    for (int i = 0; i < drives.size(); i++) {
      try {
        return new Catalogue(replicas, replicas.file(i), root, keys);
      } catch (MalformedException e) {
        last = e;
      } catch (IOException e) {
        last = unreadable(drives.get(i), e);
      } catch (RuntimeException e) {
        replicas.close();
        throw e;
      }
    }
    replicas.close();
    throw last;
  }

  private static MalformedException unreadable(Drive drive, IOException why) {
    return new MalformedException(
        "The catalogue on %s cannot be read: %s."
            .formatted(
                drive.name(),
                why instanceof NoSuchFileException ? "it is not there" : why.getMessage()));
  }

  /// The same file on all drives, each opened when it is first wanted.
  private static final class Replicas {
    private final List<? extends Drive> drives;
    private final Map<Integer, DriveFile> open = new HashMap<>();

    Replicas(List<? extends Drive> drives) {
      this.drives = drives;
    }

    synchronized DriveFile file(int number) throws IOException {
      DriveFile file = open.get(number);
      if (file == null) {
        file = drives.get(number).open(Root.CATALOGUE);
        open.put(number, file);
      }
      return file;
    }

    synchronized void close() throws IOException {
      for (DriveFile file : open.values()) {
        file.close();
      }
      open.clear();
    }
  }

  public CatalogueInfo info() {
    return info;
  }

  /// A cursor before the entry of that ordinal.
  public Cursor from(long ordinal) {
    return new Cursor(ordinal);
  }

  /// A cursor before the first entry whose path is `path` or later.
  public Cursor from(TreePath path) throws IOException {
    int low = 0;
    int high = chunks.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (chunks.get(middle).path().compareTo(path) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    Cursor cursor = new Cursor(chunks.isEmpty() ? 0 : chunks.get(low).first());
    while (cursor.hasNext() && cursor.peek().path().compareTo(path) < 0) {
      cursor.next();
    }
    return cursor;
  }

  /// Visits all entries from the last to the first.
  public void backwards(Visitor visitor) throws IOException {
    for (int number = chunks.size() - 1; number >= 0; number--) {
      Chunk chunk = chunks.get(number);
      long ordinal = chunk.first() + chunk.entries();
      List<Entry> entries = read(chunk, number);
      for (Entry entry : entries.reversed()) {
        visitor.entry(--ordinal, entry);
      }
    }
  }

  /// Takes entries one by one.
  @FunctionalInterface
  public interface Visitor {
    void entry(long ordinal, Entry entry) throws IOException;
  }

  @Override
  public void close() throws IOException {
    replicas.close();
  }

  /// A place in the catalogue that moves forward.
  public final class Cursor {
    private int chunk;
    private List<Entry> entries = Collections.emptyList();
    private int next;
    private long ordinal;

    private Cursor(long start) {
      ordinal = start;
      chunk = Math.max(0, chunkOf(start));
    }

    public boolean hasNext() {
      return ordinal < info.entries();
    }

    /// The ordinal of the entry that [#next] gives.
    public long ordinal() {
      return ordinal;
    }

    public Entry peek() throws IOException {
      if (!hasNext()) {
        throw new MalformedException("The catalogue refers to an entry that it does not have.");
      }
      while (next >= entries.size()) {
        Chunk from = chunks.get(chunk);
        entries = read(from, chunk);
        next = (int) (ordinal - from.first());
        chunk++;
      }
      return entries.get(next);
    }

    public Entry next() throws IOException {
      Entry entry = peek();
      next++;
      ordinal++;
      return entry;
    }
  }

  /// The entry of that ordinal. Asking for some that are near each other costs little.
  public synchronized Entry at(long ordinal) throws IOException {
    if (ordinal >= info.entries()) {
      throw new MalformedException("The catalogue refers to an entry that it does not have.");
    }
    int number = chunkOf(ordinal);
    if (number != lookedAt) {
      entriesLookedAt = read(chunks.get(number), number);
      lookedAt = number;
    }
    return entriesLookedAt.get((int) (ordinal - chunks.get(number).first()));
  }

  private int chunkOf(long ordinal) {
    int low = 0;
    int high = chunks.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (chunks.get(middle).first() <= ordinal) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /// One at a time, so that of all the parts that a hostile sender can make large only one is open
  /// at once.
  private synchronized List<Entry> read(Chunk chunk, int number) throws IOException {
    byte[] sealed = proven(chunk);
    // Ciphers are not for several threads, and opening a part costs far more than making one.
    byte[] content =
        CatalogueFormat.of(header, root.leg(), keys).open(Part.ENTRIES, number + 1L, sealed);
    ByteSource source = new ByteSource("The catalogue", content, 0, content.length);
    EntryCodec codec = new EntryCodec();
    List<Entry> entries = new ArrayList<>();
    TreePath before = null;
    long pathBytes = 0;
    while (!source.atEnd()) {
      Entry entry = codec.read(source, chunk.first() + entries.size());
      pathBytes += entry.path().length();
      if (entries.size() == CatalogueFormat.MAX_CHUNK_ENTRIES
          || pathBytes > CatalogueFormat.MAX_CHUNK_PATH_BYTES) {
        throw source.wrong("a part is larger than any that is written");
      }
      if (entry instanceof Entry.File file
          && file.place() != null
          && file.place().region() >= info.regions().size()) {
        throw source.wrong("a file lies in a region that is not there");
      }
      boolean inOrder =
          before == null ? entry.path().equals(chunk.path()) : before.compareTo(entry.path()) < 0;
      if (!inOrder) {
        throw source.wrong("its entries are not in order");
      }
      before = entry.path();
      entries.add(entry);
    }
    boolean last = number + 1 == chunks.size();
    if (before == null || !last && before.compareTo(chunks.get(number + 1).path()) >= 0) {
      throw source.wrong("its parts are not in order");
    }
    if (entries.size() != chunk.entries()) {
      throw source.wrong("a part has another number of entries than its index says");
    }
    return entries;
  }

  /// The sealed bytes of a part, from the first drive that has them as they were signed.
  private byte[] proven(Chunk chunk) throws IOException {
    IOException last = new MalformedException("A part of the catalogue is on no drive.");
    for (int i = 0; i < replicas.drives.size(); i++) {
      try {
        byte[] sealed = sealed(replicas.file(i), chunk.at(), CatalogueFormat.MAX_CHUNK_BYTES);
        if (MessageDigest.isEqual(Sha256.of(sealed), chunk.sha256())) {
          return sealed;
        }
        last =
            new MalformedException(
                "A part of the catalogue is not the one that was signed, on any drive here.");
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  private byte[] sealed(DriveFile file, long at, int mostPlainBytes) throws IOException {
    long most = root.catalogueBytes() - CatalogueFormat.TRAILER_BYTES - Integer.BYTES;
    if (at < CatalogueFormat.HEADER_BYTES || at > most) {
      throw new MalformedException("The catalogue points outside itself.");
    }
    byte[] length = new byte[Integer.BYTES];
    file.readFully(at, length, 0, length.length);
    int bytes = ByteBuffer.wrap(length).getInt();
    if (bytes < 0 || bytes > mostPlainBytes + SEALING_BYTES || bytes > most - at) {
      throw new MalformedException("A part of the catalogue has an impossible length.");
    }
    byte[] sealed = new byte[bytes];
    file.readFully(at + Integer.BYTES, sealed, 0, bytes);
    return sealed;
  }

  private List<Chunk> readIndex(byte[] content) throws MalformedException {
    ByteSource source = new ByteSource("The catalogue's index", content, 0, content.length);
    int count = source.small(Integer.MAX_VALUE);
    List<Chunk> list = new ArrayList<>();
    long entries = 0;
    long least = CatalogueFormat.HEADER_BYTES + LEAST_PART_BYTES;
    for (int i = 0; i < count; i++) {
      long at = source.number(Long.MAX_VALUE);
      long first = source.number(Long.MAX_VALUE);
      byte[] path = source.bytes(EntryCodec.MAX_PATH_BYTES);
      Chunk chunk;
      try {
        chunk =
            new Chunk(at, first, TreePath.of(path), source.number(Long.MAX_VALUE), source.raw(32));
      } catch (IllegalArgumentException e) {
        throw source.wrong("a path in it is not a path");
      }
      if (first != entries
          || chunk.entries() < 1
          || chunk.entries() > CatalogueFormat.MAX_CHUNK_ENTRIES
          || at < least
          || at > root.catalogueBytes()) {
        throw source.wrong("its parts do not follow each other");
      }
      entries += chunk.entries();
      least = at + LEAST_PART_BYTES;
      list.add(chunk);
    }
    if (entries != info.entries() || !source.atEnd()) {
      throw source.wrong("it does not cover all entries");
    }
    return list;
  }
}
