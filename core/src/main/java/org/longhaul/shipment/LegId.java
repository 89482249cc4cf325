package org.longhaul.shipment;

import java.util.HexFormat;

/// The random name of a leg: 128 bits, written as 32 hexadecimal digits.
///
/// @param high the first 8 bytes, big-endian
/// @param low the last 8 bytes, big-endian
public record LegId(long high, long low) {
  /// The length of a leg id in bytes.
  public static final int BYTES = 16;

  /// Reads 32 lower-case hexadecimal digits.
  public static LegId parse(String written) {
    if (written.length() != 2 * BYTES || !written.matches("[0-9a-f]+")) {
      throw new IllegalArgumentException(
          "A leg id is 32 lower-case hexadecimal digits, not '%s'.".formatted(written));
    }
    return new LegId(
        Long.parseUnsignedLong(written, 0, 16, 16), Long.parseUnsignedLong(written, 16, 32, 16));
  }

  /// The 16 bytes of the id.
  public byte[] bytes() {
    return java.nio.ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes());
  }
}
