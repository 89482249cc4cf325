package org.longhaul.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.longhaul.shipment.LegId;

/// The keys of one leg, all derived from one random secret by HKDF-SHA256 (RFC 5869).
///
/// The leg's id is the salt, and every purpose has its own label, so that a key of one drive, of
/// the catalogue or of another leg is of no use anywhere else. The [commitment][#commitment] is
/// public and signed: it ties the sealed data to one secret only, which AES-GCM by itself does not.
public final class LegKeys {
  /// The length of a leg's secret in bytes.
  public static final int SECRET_BYTES = 32;

  private final byte[] secret;
  private final SecretKey root;

  public LegKeys(LegId leg, byte[] secret) {
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException(
          "A leg's secret has %d bytes, not %d.".formatted(SECRET_BYTES, secret.length));
    }
    this.secret = secret.clone();
    try {
      root =
          KDF.getInstance("HKDF-SHA256")
              .deriveKey(
                  "Generic",
                  HKDFParameterSpec.ofExtract().addSalt(leg.bytes()).addIKM(secret).extractOnly());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HKDF-SHA256.", e);
    }
  }

  /// Fresh keys from a fresh secret.
  public static LegKeys fresh(LegId leg, SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new LegKeys(leg, secret);
  }

  /// What is wrapped for the recipients.
  public byte[] secret() {
    return secret.clone();
  }

  /// 32 public bytes that only this leg and this secret give.
  public byte[] commitment() {
    return derive("longhaul/1 commitment", new byte[0]);
  }

  /// Whether these keys are those that the commitment was made from.
  public boolean match(byte[] commitment) {
    return MessageDigest.isEqual(commitment, commitment());
  }

  /// The key of the segments of one writing of one drive.
  ///
  /// @param drive the drive's number, from 0
  /// @param salt drawn anew whenever writing begins or goes on after an interruption
  public SegmentKey segmentKey(int drive, byte[] salt) {
    byte[] info =
        ByteBuffer.allocate(Integer.BYTES + SegmentKey.SALT_BYTES).putInt(drive).put(salt).array();
    return new SegmentKey(new SecretKeySpec(derive("longhaul/1 drive", info), "AES"), salt);
  }

  /// A key that seals nothing on drives: the packing host tells by it whether a region's content is
  /// what it was.
  public SegmentKey proofKey(int region) {
    byte[] info = ByteBuffer.allocate(Integer.BYTES).putInt(region).array();
    return new SegmentKey(
        new SecretKeySpec(derive("longhaul/1 proof", info), "AES"),
        new byte[SegmentKey.SALT_BYTES]);
  }

  /// The AES-256 key of one writing of the catalogue.
  ///
  /// @param salt 16 random bytes, drawn anew for every writing
  public SecretKey catalogueKey(byte[] salt) {
    return new SecretKeySpec(derive("longhaul/1 catalogue", salt), "AES");
  }

  private byte[] derive(String label, byte[] info) {
    byte[] name = label.getBytes(StandardCharsets.US_ASCII);
    byte[] all =
        ByteBuffer.allocate(name.length + 1 + info.length)
            .put(name)
            .put((byte) 0)
            .put(info)
            .array();
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(HKDFParameterSpec.expandOnly(root, all, SECRET_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HKDF-SHA256.", e);
    }
  }
}
