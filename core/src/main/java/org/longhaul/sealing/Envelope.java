package org.longhaul.sealing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A signed message: a DSSE envelope (Dead Simple Signing Envelope, v1) whose `keyid` is the
/// sender's public key itself, so that whoever knows its fingerprint can check it.
///
/// @param payload what was signed
/// @param payloadType what kind of thing that is
/// @param sender whose signature holds
public record Envelope(byte[] payload, String payloadType, VerifyingKey sender) {
  private static final int MOST_SIGNATURES = 2;

  /// Signs a message.
  ///
  /// @return the envelope as JSON
  public static byte[] sign(byte[] payload, String payloadType, SigningKey key) {
    List<byte[]> keys = key.verifyingKey().encoded();
    List<byte[]> made = key.sign(signed(payloadType, payload));
    List<Map<String, Object>> signatures = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Map<String, Object> signature = new LinkedHashMap<>();
      signature.put("keyid", base64(keys.get(i)));
      signature.put("sig", base64(made.get(i)));
      signatures.add(signature);
    }
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("payload", base64(payload));
    envelope.put("payloadType", payloadType);
    envelope.put("signatures", signatures);
    return StrictJson.write(envelope);
  }

  /// Opens an envelope and checks its signature. Whether the sender is to be trusted is for the
  /// caller to say.
  ///
  /// @param where how messages call the file
  public static Envelope open(String where, byte[] written) throws KeyProblem {
    try {
      Map<String, Object> fields = StrictJson.object(written);
      if (fields.get("payload") instanceof String payload
          && fields.get("payloadType") instanceof String type
          && fields.get("signatures") instanceof List<?> signatures
          && !signatures.isEmpty()
          && signatures.size() <= MOST_SIGNATURES) {
        byte[] message = Base64.getDecoder().decode(payload);
        List<byte[]> keys = new ArrayList<>();
        List<byte[]> made = new ArrayList<>();
        for (Object each : signatures) {
          Map<?, ?> signature = (Map<?, ?>) each;
          keys.add(Base64.getDecoder().decode(String.valueOf(signature.get("keyid"))));
          made.add(Base64.getDecoder().decode(String.valueOf(signature.get("sig"))));
        }
        VerifyingKey sender = VerifyingKey.of(keys);
        if (!sender.verifies(signed(type, message), made)) {
          throw new KeyProblem(
              "%s: the signature does not hold. It was changed after it was signed."
                  .formatted(where));
        }
        return new Envelope(message, type, sender);
      }
    } catch (KeyProblem e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new KeyProblem(where + " is not a signed envelope: it is damaged.");
    }
    throw new KeyProblem(where + " is not a signed envelope.");
  }

  /// DSSE's pre-authentication encoding.
  private static byte[] signed(String type, byte[] payload) {
    byte[] name = type.getBytes(StandardCharsets.UTF_8);
    return Primitives.join(
        ("DSSEv1 " + name.length + " ").getBytes(StandardCharsets.US_ASCII),
        name,
        (" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII),
        payload);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
