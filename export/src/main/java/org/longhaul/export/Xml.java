package org.longhaul.export;

/// Text as XML 1.0 has it.
final class Xml {
  private Xml() {}

  /// Whether XML can hold a text at all: it has no place for most control characters.
  static boolean canHold(String text) {
    return text.codePoints()
        .allMatch(point ->
            point == '\t'
                || point == '\n'
                || point == '\r'
                || point >= ' ' && point != 0xFFFE && point != 0xFFFF);
  }

  /// A text as element content. Line breaks are written as references: a reader would turn a bare
  /// carriage return into a line feed.
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\r", "&#13;")
        .replace("\n", "&#10;")
        .replace("\t", "&#9;");
  }
}
