package org.longhaul.catalogue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.longhaul.catalogue.CatalogueFormat.Part;
import org.longhaul.sealing.LegKeys;
import org.longhaul.shipment.LegId;
import org.longhaul.shipment.TreePath;

/// Writes a catalogue from its first entry to its last, in constant memory.
public final class CatalogueWriter {
  /// Where the bytes of the file go, in order: to all drives at once.
  @FunctionalInterface
  public interface Output {
    void write(byte[] bytes) throws IOException;
  }

  private final CatalogueFormat format;
  private final Output output;
  private final MessageDigest whole = Sha256.start();
  private final MessageDigest checked = Sha256.start();
  private final ByteSink chunk = new ByteSink();
  private final ByteSink index = new ByteSink();
  private EntryCodec codec = new EntryCodec();
  private long position;
  private long parts;
  private long ordinal;
  private long entriesInChunk;
  private long pathBytesInChunk;
  private long chunks;

  public CatalogueWriter(
      LegId leg, LegKeys keys, SecureRandom random, CatalogueInfo info, Output output)
      throws IOException {
    byte[] salt = new byte[CatalogueFormat.SALT_BYTES];
    random.nextBytes(salt);
    this.format = CatalogueFormat.fresh(leg, keys, salt);
    this.output = output;
    checked.update(format.header());
    put(format.header());
    ByteSink sink = new ByteSink();
    info.write(sink);
    byte[] sealed = format.seal(Part.INFO, parts, sink);
    checked.update(sealed);
    part(sealed);
  }

  /// Adds the next entry.
  public void add(Entry entry) throws IOException {
    if (entriesInChunk == 0) {
      firstOfChunk(entry.path());
    }
    codec.write(chunk, entry, ordinal);
    ordinal++;
    entriesInChunk++;
    pathBytesInChunk += entry.path().length();
    if (chunk.length() >= CatalogueFormat.CHUNK_BYTES
        || pathBytesInChunk >= CatalogueFormat.CHUNK_PATH_BYTES) {
      closeChunk();
    }
  }

  /// Closes the file.
  public Finished finish() throws IOException {
    if (entriesInChunk > 0) {
      closeChunk();
    }
    long indexAt = position;
    long indexNumber = parts;
    ByteSink all = new ByteSink();
    all.number(chunks).raw(index.array(), 0, index.length());
    byte[] sealed = format.seal(Part.INDEX, indexNumber, all);
    checked.update(sealed);
    part(sealed);
    put(
        ByteBuffer.allocate(CatalogueFormat.TRAILER_BYTES)
            .putLong(indexAt)
            .putLong(indexNumber)
            .array());
    return new Finished(position, whole.digest(), checked.digest());
  }

  /// What the signed root says of the file.
  ///
  /// @param bytes its length
  /// @param sha256 digest of all of it
  /// @param indexSha256 digest of header, info and index, from which the rest can be checked part
  ///   by part
  public record Finished(long bytes, byte[] sha256, byte[] indexSha256) {}

  private void firstOfChunk(TreePath path) {
    index.number(position).number(ordinal).bytes(path.bytes());
  }

  private void closeChunk() throws IOException {
    byte[] sealed = format.seal(Part.ENTRIES, parts, chunk);
    index.number(entriesInChunk).raw(Sha256.of(sealed));
    part(sealed);
    chunk.clear();
    codec = new EntryCodec();
    entriesInChunk = 0;
    pathBytesInChunk = 0;
    chunks++;
  }

  private void part(byte[] sealed) throws IOException {
    put(ByteBuffer.allocate(Integer.BYTES).putInt(sealed.length).array());
    put(sealed);
    parts++;
  }

  private void put(byte[] bytes) throws IOException {
    whole.update(bytes);
    output.write(bytes);
    position += bytes.length;
  }
}
