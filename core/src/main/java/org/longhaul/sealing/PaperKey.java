package org.longhaul.sealing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A secret key as lines that a person can type: four groups of four characters, and two more that
/// tell whether that line was mistyped.
public final class PaperKey {
  private static final int GROUP = 4;
  private static final int LINE = 16;
  private static final String LETTERS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
  private static final Pattern WRITTEN = Pattern.compile("(?:[0-9]{1,2}[.:])?(.+)");

  private PaperKey() {}

  /// The lines of a key; each is typed with or without its number and spaces.
  public static List<String> lines(Identity identity) {
    String key = identity.written();
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < key.length(); at += LINE) {
      String part = key.substring(at, Math.min(key.length(), at + LINE));
      StringBuilder line = new StringBuilder().append(lines.size() + 1).append(": ");
      for (int i = 0; i < part.length(); i += GROUP) {
        line.append(part, i, Math.min(part.length(), i + GROUP)).append(' ');
      }
      lines.add(line.append(' ').append(check(lines.size(), part)).toString());
    }
    return lines;
  }

  /// Reads what a person typed, or the whole key in one line as the QR code gives it.
  ///
  /// @throws KeyProblem naming the line that was mistyped
  public static Identity parse(String typed) throws KeyProblem {
    StringBuilder key = new StringBuilder();
    int number = 0;
    for (String line : typed.lines().filter(line -> !line.isBlank()).toList()) {
      String bare = line.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
      if (number == 0 && bare.length() > LINE + GROUP && !bare.matches("[0-9]{1,2}[.:].*")) {
        return Identity.parse(bare);
      }
      Matcher match = WRITTEN.matcher(bare);
      String part = match.matches() ? match.group(1) : bare;
      int end = part.length() - 2;
      if (end < 1
          || end > LINE
          || !part.substring(end).equals(check(number, part.substring(0, end)))) {
        throw new KeyProblem(
            "Line %d does not fit its last two characters: it was mistyped, or a line before it was left out."
                .formatted(number + 1));
      }
      key.append(part, 0, end);
      number++;
    }
    return Identity.parse(key.toString());
  }

  private static String check(int line, String part) {
    byte[] digest =
        Algorithms.sha256().digest((line + " " + part).getBytes(StandardCharsets.UTF_8));
    return "" + LETTERS.charAt(digest[0] & 31) + LETTERS.charAt(digest[1] & 31);
  }
}
