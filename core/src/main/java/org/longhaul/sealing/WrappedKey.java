package org.longhaul.sealing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The secret of a leg as its recipients get it: an age file that holds the secret and, behind it,
/// the list of all recipients, so that one can be added or removed without asking the others for
/// their keys. Only recipients can read that list.
///
/// @param secret [LegKeys#SECRET_BYTES] bytes
/// @param recipients everybody whom it is wrapped for, in writing
public record WrappedKey(byte[] secret, List<String> recipients) {
  /// The most recipients of a leg.
  public static final int MAX_RECIPIENTS = 32;

  /// Wraps a secret.
  ///
  /// @throws KeyProblem when the recipients cannot stand together
  public static byte[] wrap(byte[] secret, List<Recipient> recipients, SecureRandom random)
      throws KeyProblem {
    if (recipients.size() > MAX_RECIPIENTS) {
      throw new KeyProblem("A leg is sealed for at most %d recipients.".formatted(MAX_RECIPIENTS));
    }
    String list =
        recipients.stream().map(each -> each.written() + "\n").collect(Collectors.joining());
    return AgeFile.wrap(
        Primitives.join(secret, list.getBytes(StandardCharsets.UTF_8)), recipients, random);
  }

  /// Opens what [#wrap] made.
  ///
  /// @throws KeyProblem when no identity fits, or the file is damaged
  public static WrappedKey open(byte[] file, List<? extends Identity> identities)
      throws KeyProblem {
    byte[] content = AgeFile.unwrap(file, identities);
    if (content.length < LegKeys.SECRET_BYTES) {
      throw Stanza.damaged();
    }
    String list =
        new String(
            content,
            LegKeys.SECRET_BYTES,
            content.length - LegKeys.SECRET_BYTES,
            StandardCharsets.UTF_8);
    return new WrappedKey(
        Arrays.copyOf(content, LegKeys.SECRET_BYTES), list.lines().limit(MAX_RECIPIENTS).toList());
  }
}
