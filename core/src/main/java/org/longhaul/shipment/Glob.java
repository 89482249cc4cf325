package org.longhaul.shipment;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A pattern over paths: `*` and `?` within a component, `**` across them, `[a-z]` one of some.
///
/// A pattern without `/` is matched against each component, one with `/` against the path from the
/// top. A folder that matches takes with it all that is in it.
public final class Glob {
  /// One character as UTF-8, seen as single bytes; also a byte that is part of none.
  private static final String ONE =
      "(?:[\\x00-\\x2e\\x30-\\x7f]|[\\xc0-\\xff][\\x80-\\xbf]*|[\\x80-\\xbf])";

  private final Pattern pattern;
  private final boolean anywhere;

  private Glob(Pattern pattern, boolean anywhere) {
    this.pattern = pattern;
    this.anywhere = anywhere;
  }

  /// Reads a pattern.
  ///
  /// @throws IllegalArgumentException when it is not one
  public static Glob of(String glob) {
    String text = glob.startsWith("/") ? glob.substring(1) : glob;
    while (text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("A pattern is empty.");
    }
    // A run of stars means what two of them mean, and would take the matcher ages.
    String bytes = latin(text.getBytes(StandardCharsets.UTF_8)).replaceAll("\\*{3,}", "**");
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (bytes.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (bytes.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append(ONE);
      } else if (c == '[' && bytes.indexOf(']', i + 2) > 0) {
        int end = bytes.indexOf(']', i + 2);
        String inside = bytes.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
        regex.append('[').append(inside.startsWith("!") ? "^/" + inside.substring(1) : inside);
        regex.append(']');
        i = end;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    try {
      Pattern compiled = Pattern.compile(regex.toString(), Pattern.DOTALL);
      return new Glob(compiled, !glob.contains("/"));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("'%s' is not a pattern.".formatted(glob), e);
    }
  }

  /// Whether the path, or a folder that it is in, matches.
  public boolean matches(TreePath path) {
    String text = latin(path.bytes());
    int start = 0;
    for (int end = text.indexOf('/'); ; end = text.indexOf('/', end + 1)) {
      int to = end < 0 ? text.length() : end;
      String part = anywhere ? text.substring(start, to) : text.substring(0, to);
      if (pattern.matcher(part).matches()) {
        return true;
      }
      if (end < 0) {
        return false;
      }
      start = end + 1;
    }
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
