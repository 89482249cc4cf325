package org.longhaul.sealing;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.lang.System.Logger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/// Where the two algorithms come from that see every byte.
///
/// The JDK's own are fast once they are compiled, and fifty times slower before: a command of some
/// seconds would never get over that. A native provider is fast from the first byte; where it does
/// not load, the JDK's own give the same results.
public final class Algorithms {
  private static final @Nullable Provider NATIVE = load();

  private Algorithms() {}

  private static @Nullable Provider load() {
    Logger log = System.getLogger("org.longhaul.sealing");
    try {
      Provider provider = AmazonCorrettoCryptoProvider.INSTANCE;
      Cipher.getInstance("AES/GCM/NoPadding", provider);
      return provider;
    } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
      log.log(Logger.Level.DEBUG, "The native crypto provider does not load here.", e);
      return null;
    }
  }

  /// AES in Galois/Counter Mode (NIST SP 800-38D).
  static Cipher aesGcm() {
    try {
      return NATIVE == null
          ? Cipher.getInstance("AES/GCM/NoPadding")
          : Cipher.getInstance("AES/GCM/NoPadding", NATIVE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no AES-GCM.", e);
    }
  }

  /// SHA-256 (FIPS 180-4), a fresh computation.
  public static MessageDigest sha256() {
    try {
      return NATIVE == null
          ? MessageDigest.getInstance("SHA-256")
          : MessageDigest.getInstance("SHA-256", NATIVE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no SHA-256.", e);
    }
  }
}
