package org.longhaul.drive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.longhaul.sealing.SegmentCipher;
import org.longhaul.sealing.SegmentKey;
import org.longhaul.shipment.LegId;

/// How one segment of one leg lies on a drive: a header of 112 bytes, the ciphertext, a tag of 16.
///
/// FORMAT.md, "Segments", is the specification. A record is sealed with the key of this writing of
/// its drive, under its number as nonce; leg, drive and number are bound into the seal, so that a
/// record is worthless anywhere but in its place. The same payload in the same place gives the same
/// record, so that a remade drive can be told to be the one that was lost.
///
/// @param leg the leg that the segments belong to
/// @param sizeBytes the length of a record, [#MIN_BYTES] to [#MAX_BYTES], a power of two
public record SegmentFormat(LegId leg, int sizeBytes) {
  /// The smallest record: 64 KiB.
  public static final int MIN_BYTES = 1 << 16;

  /// The largest record: 16 MiB.
  public static final int MAX_BYTES = 1 << 24;

  static final int HEADER_BYTES = 112;
  private static final byte[] MAGIC = "LHSEGv01".getBytes(StandardCharsets.US_ASCII);
  private static final int NUMBER_AT = 32;
  private static final int SALT_AT = 40;
  private static final int CRC_AT = 56;
  private static final int ZEROS_AT = 60;

  public SegmentFormat {
    if (sizeBytes < MIN_BYTES || sizeBytes > MAX_BYTES || Integer.bitCount(sizeBytes) != 1) {
      throw new IllegalArgumentException(
          "A segment has a power of two of bytes from %,d to %,d, not %,d."
              .formatted(MIN_BYTES, MAX_BYTES, sizeBytes));
    }
  }

  /// What one segment carries, in bytes: its size less 128.
  public int payloadBytes() {
    return sizeBytes - HEADER_BYTES - SegmentCipher.TAG_BYTES;
  }

  /// Seals a payload into a record.
  ///
  /// @param payload `payloadBytes()` bytes
  /// @param record `sizeBytes()` bytes, all overwritten
  public void seal(
      SegmentCipher cipher, SegmentKey key, int drive, long number, byte[] payload, byte[] record) {
    ByteBuffer header = ByteBuffer.wrap(record).order(ByteOrder.BIG_ENDIAN);
    header.put(MAGIC).putLong(leg.high()).putLong(leg.low());
    header.putInt(drive).putInt(sizeBytes).putLong(number).put(key.salt());
    Arrays.fill(record, CRC_AT, HEADER_BYTES, (byte) 0);
    byte[] bound = Arrays.copyOf(record, CRC_AT);
    cipher.seal(key.key(), nonce(record), bound, payload, payloadBytes(), record, HEADER_BYTES);
    header.putInt(CRC_AT, checksum(record));
  }

  /// Looks at a record without keys: is it whole, and is it the one that belongs here?
  ///
  /// @param salt that of the writing which the segment belongs to
  public SegmentState inspect(byte[] record, int drive, long number, byte[] salt) {
    ByteBuffer header = ByteBuffer.wrap(record).order(ByteOrder.BIG_ENDIAN);
    if (header.getInt(CRC_AT) != checksum(record)
        || Arrays.mismatch(record, 0, MAGIC.length, MAGIC, 0, MAGIC.length) >= 0) {
      return SegmentState.DAMAGED;
    }
    header.position(MAGIC.length);
    boolean ours =
        header.getLong() == leg.high()
            && header.getLong() == leg.low()
            && header.getInt() == drive
            && header.getInt() == sizeBytes
            && header.getLong() == number
            && Arrays.equals(
                record, SALT_AT, SALT_AT + SegmentKey.SALT_BYTES, salt, 0, SegmentKey.SALT_BYTES);
    return ours ? SegmentState.SOUND : SegmentState.FOREIGN;
  }

  /// Opens a record into `payload`, after [#inspect].
  public SegmentState open(
      SegmentCipher cipher, SegmentKey key, int drive, long number, byte[] record, byte[] payload) {
    SegmentState state = inspect(record, drive, number, key.salt());
    if (state != SegmentState.SOUND) {
      return state;
    }
    for (int i = ZEROS_AT; i < HEADER_BYTES; i++) {
      if (record[i] != 0) {
        return SegmentState.FORGED;
      }
    }
    byte[] bound = Arrays.copyOf(record, CRC_AT);
    int sealedBytes = sizeBytes - HEADER_BYTES;
    return cipher.open(key.key(), nonce(record), bound, record, HEADER_BYTES, sealedBytes, payload)
        ? SegmentState.SOUND
        : SegmentState.FORGED;
  }

  /// Four zeros and the segment's number. A key serves one writing of one drive, which gives each
  /// number once.
  private static byte[] nonce(byte[] record) {
    byte[] nonce = new byte[SegmentCipher.NONCE_BYTES];
    System.arraycopy(record, NUMBER_AT, nonce, nonce.length - Long.BYTES, Long.BYTES);
    return nonce;
  }

  private int checksum(byte[] record) {
    CRC32C crc = new CRC32C();
    crc.update(record, 0, CRC_AT);
    crc.update(record, ZEROS_AT, sizeBytes - ZEROS_AT);
    return (int) crc.getValue();
  }
}
