package org.longhaul.sealing;

import javax.crypto.SecretKey;

/// The AES-256 key of the segments of one writing of one drive.
///
/// @param salt the public random value that the key was derived with, [#SALT_BYTES] long
public record SegmentKey(SecretKey key, byte[] salt) {
  /// The length of a salt in bytes.
  public static final int SALT_BYTES = 16;
}
