package org.longhaul.freight;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.Sha256;
import org.longhaul.sealing.LegKeys;
import org.longhaul.sealing.SegmentCipher;
import org.longhaul.sealing.SegmentKey;

/// A tag of each payload of one region, in a file of the trip's folder: so that a later run, or
/// another host's, can tell that it read the same before it writes anything.
///
/// A tag is that of AES-GCM under a key which seals nothing else; it costs a tenth of a digest. One
/// thread.
final class PayloadTags implements AutoCloseable {
  private static final byte[] NOTHING_BOUND = new byte[0];

  private final int region;
  private final SegmentKey key;
  private final SegmentCipher cipher = new SegmentCipher();
  private final byte[] sealed;
  private final MessageDigest digest = Sha256.start();
  private final FileChannel channel;
  private final OutputStream out;
  private final @Nullable InputStream known;

  /// @param file where the tags go
  /// @param before the tags that the same region had in an earlier run; null when it is the first
  PayloadTags(int region, LegKeys keys, int payloadBytes, Path file, @Nullable Path before)
      throws IOException {
    this.region = region;
    this.key = keys.proofKey(region);
    this.sealed = new byte[payloadBytes + SegmentCipher.TAG_BYTES];
    this.channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    this.out = new BufferedOutputStream(Channels.newOutputStream(channel));
    this.known = before == null ? null : new BufferedInputStream(Files.newInputStream(before));
  }

  /// Takes the next payload.
  void take(long number, byte[] payload) throws IOException {
    byte[] nonce = new byte[SegmentCipher.NONCE_BYTES];
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[nonce.length - 1 - i] = (byte) (number >>> 8 * i);
    }
    cipher.seal(key.key(), nonce, NOTHING_BOUND, payload, payload.length, sealed, 0);
    byte[] tag = Arrays.copyOfRange(sealed, payload.length, sealed.length);
    if (known != null && !Arrays.equals(known.readNBytes(tag.length), tag)) {
      throw SourceChanged.somewhere(region, number);
    }
    digest.update(tag);
    out.write(tag);
  }

  /// Ends the region.
  ///
  /// @return the digest of all tags, durable
  byte[] finish(long segments) throws IOException {
    if (known != null && known.read() >= 0) {
      throw SourceChanged.somewhere(region, segments);
    }
    out.flush();
    channel.force(true);
    return digest.digest();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (known != null) {
      known.close();
    }
  }
}
