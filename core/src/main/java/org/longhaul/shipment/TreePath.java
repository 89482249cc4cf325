package org.longhaul.shipment;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The place of a name in a tree: the raw bytes that the file system uses, components separated by
/// `/`, the empty path being the tree's own top.
///
/// The order is depth first: component by component as unsigned bytes, a folder right before what
/// is in it.
public final class TreePath implements Comparable<TreePath> {
  /// The top of a tree.
  public static final TreePath TOP = new TreePath(new byte[0]);

  private static final int MAX_BYTES = 4096;
  private static final int MAX_COMPONENT_BYTES = 255;

  private final byte[] bytes;

  private TreePath(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A path of bytes that may come from anywhere.
  ///
  /// @throws IllegalArgumentException when it could lead out of its tree, or could not be made
  public static TreePath of(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("A path has at most %,d bytes.".formatted(MAX_BYTES));
    }
    int start = 0;
    for (int i = 0; i <= bytes.length && bytes.length > 0; i++) {
      if (i == bytes.length || bytes[i] == '/') {
        checkComponent(bytes, start, i);
        start = i + 1;
      } else if (bytes[i] == 0) {
        throw new IllegalArgumentException("A path has a NUL in it.");
      }
    }
    return new TreePath(bytes.clone());
  }

  /// A path of text, as UTF-8.
  public static TreePath of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void checkComponent(byte[] bytes, int from, int to) {
    int length = to - from;
    boolean dots = length <= 2 && length > 0 && bytes[from] == '.' && bytes[to - 1] == '.';
    if (length == 0 || dots || length > MAX_COMPONENT_BYTES) {
      throw new IllegalArgumentException(
          "A path has a part that is empty, '.', '..' or longer than %d bytes."
              .formatted(MAX_COMPONENT_BYTES));
    }
  }

  /// The path of something in this folder.
  public TreePath child(byte[] name) {
    if (bytes.length == 0) {
      return new TreePath(name.clone());
    }
    byte[] joined = Arrays.copyOf(bytes, bytes.length + 1 + name.length);
    joined[bytes.length] = '/';
    System.arraycopy(name, 0, joined, bytes.length + 1, name.length);
    return new TreePath(joined);
  }

  /// The folder that this is in; the top is in itself.
  public TreePath parent() {
    return new TreePath(Arrays.copyOf(bytes, Math.max(0, nameAt() - 1)));
  }

  /// The last component; empty for the top.
  public byte[] name() {
    return Arrays.copyOfRange(bytes, nameAt(), bytes.length);
  }

  private int nameAt() {
    int at = bytes.length;
    while (at > 0 && bytes[at - 1] != '/') {
      at--;
    }
    return at;
  }

  public boolean isTop() {
    return bytes.length == 0;
  }

  /// How many bytes it has.
  public int length() {
    return bytes.length;
  }

  /// The raw bytes, a copy.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The path as text that no terminal or page can mistake: valid UTF-8 as it is; control and
  /// format characters and all other bytes as `\xNN`; a backslash doubled.
  public String display() {
    return displayed(bytes);
  }

  /// Any bytes as such text.
  public static String displayed(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    int at = 0;
    while (at < bytes.length) {
      int length = sequenceLength(bytes[at]);
      int end = Math.min(bytes.length, at + length);
      try {
        CharBuffer chars = decoder.decode(ByteBuffer.wrap(bytes, at, end - at));
        int point = Character.codePointAt(chars, 0);
        if (point == '\\') {
          text.append("\\\\");
        } else if (isPlain(point)) {
          text.appendCodePoint(point);
        } else {
          escape(text, bytes, at, end);
        }
        at = end;
      } catch (CharacterCodingException e) {
        escape(text, bytes, at, at + 1);
        at++;
      }
    }
    return text.toString();
  }

  private static int sequenceLength(byte first) {
    int octet = first & 0xFF;
    return octet < 0xC0 ? 1 : octet < 0xE0 ? 2 : octet < 0xF0 ? 3 : 4;
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static void escape(StringBuilder text, byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      text.append("\\x%02x".formatted(bytes[i] & 0xFF));
    }
  }

  /// The path that [#display] shows so.
  ///
  /// @throws IllegalArgumentException when none is
  public static TreePath parseDisplay(String text) {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (point != '\\') {
        raw.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
      } else if (text.startsWith("\\", i)) {
        raw.write('\\');
        i++;
      } else if (text.startsWith("x", i) && text.length() >= i + 3) {
        raw.write(Integer.parseInt(text, i + 1, i + 3, 16));
        i += 3;
      } else {
        throw new IllegalArgumentException(
            "A backslash in a path is written \\\\ or \\xNN: %s".formatted(text));
      }
    }
    return of(raw.toByteArray());
  }

  @Override
  public int compareTo(TreePath other) {
    int at = Arrays.mismatch(bytes, other.bytes);
    if (at < 0) {
      return 0;
    }
    return Integer.compare(rank(bytes, at), rank(other.bytes, at));
  }

  /// The end of a path sorts before the end of a component, and that before all other bytes.
  private static int rank(byte[] bytes, int at) {
    return at == bytes.length ? -2 : bytes[at] == '/' ? -1 : bytes[at] & 0xFF;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreePath path && Arrays.equals(bytes, path.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return display();
  }
}
