package org.longhaul.catalogue;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.SecretKey;
import org.longhaul.drive.MalformedException;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.SegmentCipher;
import org.longhaul.shipment.LegId;

/// How the parts of a catalogue file are compressed and sealed.
///
/// A header of 64 bytes (magic, leg, salt, zeros), then parts: the info, the entries, the index.
/// Each is a length of 4 bytes and an AES-GCM message whose nonce is the part's number and kind.
/// The salt makes the key fresh for each writing, so nonces cannot meet twice. A trailer of 16
/// bytes says where the index lies.
final class CatalogueFormat {
  static final int HEADER_BYTES = 64;
  static final int TRAILER_BYTES = 16;
  static final int SALT_BYTES = 16;

  /// A part of entries is closed when it has grown to this.
  static final int CHUNK_BYTES = 1 << 18;

  /// The most that a part of entries can come to: a last entry with all that it may carry.
  static final int MAX_CHUNK_BYTES = 1 << 25;

  /// No part has more entries: the smallest takes five bytes.
  static final int MAX_CHUNK_ENTRIES = 1 << 16;

  /// A part is closed when its paths, written out, have grown to this.
  static final int CHUNK_PATH_BYTES = 1 << 21;

  /// The most that the paths of a part can come to, written out: one byte can stand for a long one.
  static final int MAX_CHUNK_PATH_BYTES = 1 << 22;

  /// The most that an index can come to.
  static final int MAX_INDEX_BYTES = 1 << 27;

  private static final byte[] MAGIC = "LHCATv01".getBytes(StandardCharsets.US_ASCII);
  private static final int SALT_AT = MAGIC.length + LegId.BYTES;
  private static final int LEVEL = 3;

  /// What a part holds.
  enum Part {
    INFO,
    ENTRIES,
    INDEX
  }

  private final byte[] header;
  private final SecretKey key;
  private final SegmentCipher cipher = new SegmentCipher();

  private CatalogueFormat(byte[] header, LegKeys keys) {
    this.header = header;
    this.key = keys.catalogueKey(Arrays.copyOfRange(header, SALT_AT, SALT_AT + SALT_BYTES));
  }

  static CatalogueFormat fresh(LegId leg, LegKeys keys, byte[] salt) {
    byte[] header = ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).put(leg.bytes()).put(salt).array();
    return new CatalogueFormat(header, keys);
  }

  static CatalogueFormat of(byte[] header, LegId leg, LegKeys keys) throws MalformedException {
    byte[] start = ByteBuffer.allocate(SALT_AT).put(MAGIC).put(leg.bytes()).array();
    if (Arrays.mismatch(start, 0, SALT_AT, header, 0, SALT_AT) >= 0) {
      throw new MalformedException("The catalogue is not one of this leg.");
    }
    return new CatalogueFormat(header, keys);
  }

  byte[] header() {
    return header;
  }

  byte[] seal(Part part, long number, ByteSink content) {
    byte[] squeezed = Zstd.compress(Arrays.copyOf(content.array(), content.length()), LEVEL);
    byte[] plain =
        ByteBuffer.allocate(Integer.BYTES + squeezed.length)
            .putInt(content.length())
            .put(squeezed)
            .array();
    byte[] sealed = new byte[plain.length + SegmentCipher.TAG_BYTES];
    cipher.seal(key, nonce(part, number), header, plain, plain.length, sealed, 0);
    return sealed;
  }

  byte[] open(Part part, long number, byte[] sealed) throws MalformedException {
    int most = part == Part.INDEX ? MAX_INDEX_BYTES : MAX_CHUNK_BYTES;
    int plainBytes = sealed.length - SegmentCipher.TAG_BYTES;
    if (plainBytes < Integer.BYTES) {
      throw new MalformedException("A part of the catalogue is too short.");
    }
    byte[] plain = new byte[plainBytes];
    if (!cipher.open(key, nonce(part, number), header, sealed, 0, sealed.length, plain)) {
      throw new MalformedException("The seal of a part of the catalogue does not hold.");
    }
    int length = ByteBuffer.wrap(plain).getInt();
    if (length < 0 || length > most) {
      throw new MalformedException("A part of the catalogue says that it is too long.");
    }
    byte[] content = new byte[length];
    if (!decompress(plain, content)) {
      throw new MalformedException("A part of the catalogue does not decompress to its length.");
    }
    return content;
  }

  private static boolean decompress(byte[] plain, byte[] content) {
    try {
      int bytes = plain.length - Integer.BYTES;
      return Zstd.decompressByteArray(content, 0, content.length, plain, Integer.BYTES, bytes)
          == content.length;
    } catch (ZstdException e) {
      return false;
    }
  }

  private static byte[] nonce(Part part, long number) {
    return ByteBuffer.allocate(SegmentCipher.NONCE_BYTES)
        .putInt(part.ordinal())
        .putLong(number)
        .array();
  }
}
