package org.longhaul.sealing;

import java.util.Base64;
import java.util.List;

/// One recipient's part of an age header.
///
/// @param arguments the words after the arrow, the kind first
/// @param body the wrapped file key
record Stanza(List<String> arguments, byte[] body) {
  private static final int COLUMNS = 64;

  String kind() {
    return arguments.getFirst();
  }

  String written() {
    StringBuilder text = new StringBuilder("-> ").append(String.join(" ", arguments)).append('\n');
    String encoded = encode(body);
    for (int at = 0; at <= encoded.length(); at += COLUMNS) {
      text.append(encoded, at, Math.min(encoded.length(), at + COLUMNS)).append('\n');
    }
    return text.toString();
  }

  static String encode(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Decodes base64 that is in its one proper form.
  static byte[] decode(String text) throws KeyProblem {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (encode(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw damaged();
    }
    throw damaged();
  }

  /// The argument at a place, as bytes of a fixed number.
  byte[] argument(int place, int bytes) throws KeyProblem {
    byte[] value = decode(arguments.get(place));
    if (value.length != bytes) {
      throw damaged();
    }
    return value;
  }

  static KeyProblem damaged() {
    return new KeyProblem("The wrapped key of this leg is damaged: it is not a proper age file.");
  }
}
