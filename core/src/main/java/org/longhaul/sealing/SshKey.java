package org.longhaul.sealing;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Ed25519 keys as OpenSSH writes them, and what age makes of them.
final class SshKey {
  static final String KIND = "ssh-ed25519";
  static final int POINT_BYTES = 32;
  private static final byte[] INFO =
      "age-encryption.org/v1/ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
  private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----";
  private static final String END = "-----END OPENSSH PRIVATE KEY-----";
  private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
  private static final BigInteger P =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  private SshKey() {}

  /// The public key as SSH sends it: the kind, then the point, each with its length.
  static byte[] wire(byte[] point) {
    byte[] kind = KIND.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(8 + kind.length + POINT_BYTES)
        .putInt(kind.length)
        .put(kind)
        .putInt(POINT_BYTES)
        .put(point)
        .array();
  }

  /// The Curve25519 point of an Ed25519 point, by the birational map of RFC 7748.
  static byte[] montgomery(byte[] point) {
    BigInteger y = little(point).clearBit(255);
    BigInteger u = BigInteger.ONE.add(y).multiply(BigInteger.ONE.subtract(y).modInverse(P)).mod(P);
    byte[] bytes = new byte[POINT_BYTES];
    for (int i = 0; i < POINT_BYTES; i++) {
      bytes[i] = u.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }

  private static BigInteger little(byte[] bytes) {
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      turned[i] = bytes[bytes.length - 1 - i];
    }
    return new BigInteger(1, turned);
  }

  /// A scalar that depends on the SSH key alone.
  static byte[] tweak(byte[] point) {
    return Primitives.hkdf(new byte[0], wire(point), INFO, 32);
  }

  static byte[] wrapKey(byte[] shared, byte[] share, byte[] point) {
    return Primitives.hkdf(shared, Primitives.join(share, montgomery(point)), INFO, 32);
  }

  /// The first four bytes of the digest of the public key, by which a stanza names its recipient.
  static byte[] tag(byte[] point) {
    java.security.MessageDigest digest = Algorithms.sha256();
    return Arrays.copyOf(digest.digest(wire(point)), 4);
  }

  /// Reads a line of a `.pub` file.
  static byte[] parsePublic(String line) throws KeyProblem {
    String[] words = line.strip().split("\\s+", 3);
    if (!words[0].equals(KIND)) {
      throw new KeyProblem(
          "%s keys are not supported: of SSH keys only ssh-ed25519 are. Make one: ssh-keygen -t ed25519"
              .formatted(words[0].length() > 30 ? "Such" : words[0]));
    }
    try {
      byte[] wire = Base64.getDecoder().decode(words.length > 1 ? words[1] : "");
      if (wire.length > POINT_BYTES) {
        byte[] point = Arrays.copyOfRange(wire, wire.length - POINT_BYTES, wire.length);
        if (Arrays.equals(wire, wire(point)) && Ed25519.validatePublicKeyFull(point, 0)) {
          return point;
        }
      }
    } catch (IllegalArgumentException e) {
      throw new KeyProblem("This ssh-ed25519 key is damaged: its base64 is not proper.");
    }
    throw new KeyProblem("This ssh-ed25519 key is damaged. Was it cut short?");
  }

  static boolean isPrivate(String content) {
    return content.contains(BEGIN);
  }

  /// Reads the seed out of an OpenSSH private key file (`PROTOCOL.key` of OpenSSH).
  static byte[] parsePrivate(String name, String content) throws KeyProblem {
    int begin = content.indexOf(BEGIN) + BEGIN.length();
    int end = content.indexOf(END);
    if (end < begin) {
      throw damaged(name);
    }
    try {
      ByteBuffer all =
          ByteBuffer.wrap(Base64.getMimeDecoder().decode(content.substring(begin, end)));
      byte[] magic = new byte[MAGIC.length];
      all.get(magic);
      String cipher = new String(field(all), StandardCharsets.US_ASCII);
      field(all);
      field(all);
      if (!Arrays.equals(magic, MAGIC) || all.getInt() != 1) {
        throw damaged(name);
      }
      if (!cipher.equals("none")) {
        throw new KeyProblem(
            """
            %s is protected by a passphrase, which Longhaul does not ask for. Make a copy without one \
            where only you can read it: cp %s COPY && ssh-keygen -p -N '' -f COPY\
            """
                .formatted(name, name));
      }
      byte[] wire = field(all);
      ByteBuffer secret = ByteBuffer.wrap(field(all));
      int check = secret.getInt();
      if (secret.getInt() != check) {
        throw damaged(name);
      }
      String kind = new String(field(secret), StandardCharsets.US_ASCII);
      if (!kind.equals(KIND)) {
        throw new KeyProblem("%s is not an ssh-ed25519 key.".formatted(name));
      }
      byte[] point = field(secret);
      byte[] both = field(secret);
      byte[] seed = Arrays.copyOf(both, 32);
      byte[] made = new byte[POINT_BYTES];
      Ed25519.generatePublicKey(seed, 0, made, 0);
      if (both.length != 64 || !Arrays.equals(made, point) || !Arrays.equals(wire, wire(point))) {
        throw damaged(name);
      }
      return seed;
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw damaged(name);
    }
  }

  private static byte[] field(ByteBuffer from) {
    int length = from.getInt();
    if (length < 0 || length > from.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }

  private static KeyProblem damaged(String name) {
    return new KeyProblem(name + " is not a proper OpenSSH private key: it is damaged.");
  }
}
