package org.longhaul.testkit.vectors;

import com.github.luben.zstd.Zstd;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.crypto.SecretKey;
import org.longhaul.catalogue.ByteSink;
import org.longhaul.catalogue.Sha256;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.SegmentCipher;
import org.longhaul.shipment.LegId;

/// A catalogue in its parts, each of which can be made wrong before it is sealed.
final class CatalogueParts {
  static final int INFO = 0;
  static final int ENTRIES = 1;
  static final int INDEX = 2;
  private static final int HEADER_BYTES = 64;

  long entries;
  long files;
  long fileBytes;
  final List<Region> regions = new ArrayList<>();
  final List<Part> parts = new ArrayList<>();
  UnaryOperator<byte[]> info = bytes -> bytes;
  UnaryOperator<byte[]> index = bytes -> bytes;
  UnaryOperator<byte[]> header = bytes -> bytes;
  UnaryOperator<byte[]> trailer = bytes -> bytes;

  /// What is sealed for a part: its length and a zstd frame.
  Inside inside = (kind, plain) -> frame(plain.length, Zstd.compress(plain, 3));

  /// @param headEntry ordinal of the file that the region begins within
  record Region(
      long plainBytes,
      long storedBytes,
      long firstEntry,
      long headBytes,
      long headEntry,
      long headOffset) {}

  /// A part of entries, and what the index says of it.
  record Part(byte[] plain, byte[] path, long first, long count, long kind) {
    Part(byte[] plain, byte[] path, long first, long count) {
      this(plain, path, first, count, ENTRIES);
    }
  }

  /// How a part looks before it is sealed.
  @FunctionalInterface
  interface Inside {
    byte[] of(int kind, byte[] plain);
  }

  /// What is sealed and signed.
  record Sealed(byte[] file, byte[] indexSha256) {}

  static byte[] frame(int length, byte[] zstd) {
    return Bytes.join(Bytes.be(length), zstd);
  }

  /// Adds the entries as the next part.
  CatalogueParts add(Entries part) {
    parts.add(new Part(part.bytes(), part.firstPath(), entries, part.count()));
    entries += part.count();
    return this;
  }

  Sealed seal(LegId leg, LegKeys keys, byte[] salt) {
    byte[] head =
        header.apply(
            ByteBuffer.allocate(HEADER_BYTES)
                .put(Bytes.of("LHCATv01"))
                .put(leg.bytes())
                .put(salt)
                .array());
    SecretKey key = keys.catalogueKey(salt);
    byte[] sealedInfo = part(key, head, INFO, 0, info.apply(infoBytes()));
    ByteSink file = new ByteSink().raw(head).raw(Bytes.be(sealedInfo.length)).raw(sealedInfo);
    ByteSink list = new ByteSink().number(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      byte[] sealed = part(key, head, (int) part.kind(), i + 1L, part.plain());
      list.number(file.length()).number(part.first()).bytes(part.path()).number(part.count());
      list.raw(Sha256.of(sealed));
      file.raw(Bytes.be(sealed.length)).raw(sealed);
    }
    long indexAt = file.length();
    long number = parts.size() + 1L;
    byte[] sealedIndex = part(key, head, INDEX, number, index.apply(list.copy()));
    file.raw(Bytes.be(sealedIndex.length)).raw(sealedIndex);
    file.raw(trailer.apply(Bytes.join(Bytes.be(indexAt), Bytes.be(number))));
    return new Sealed(file.copy(), Sha256.of(Bytes.join(head, sealedInfo, sealedIndex)));
  }

  private byte[] infoBytes() {
    ByteSink sink = new ByteSink();
    sink.number(entries).number(files).number(fileBytes).number(regions.size());
    for (Region region : regions) {
      sink.number(region.plainBytes()).number(region.storedBytes()).number(region.firstEntry());
      sink.number(region.headBytes()).number(region.headEntry()).number(region.headOffset());
    }
    return sink.copy();
  }

  private byte[] part(SecretKey key, byte[] head, int kind, long number, byte[] plain) {
    byte[] content = inside.of(kind, plain);
    byte[] sealed = new byte[content.length + SegmentCipher.TAG_BYTES];
    byte[] nonce =
        ByteBuffer.allocate(SegmentCipher.NONCE_BYTES).putInt(kind).putLong(number).array();
    new SegmentCipher().seal(key, nonce, head, content, content.length, sealed, 0);
    return sealed;
  }
}
