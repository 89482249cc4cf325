package org.longhaul.cli;

import java.time.Duration;
import java.util.Locale;

/// Sizes in SI units with three digits, counts with separators, times as people say them.
final class Units {
  private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E"};

  private Units() {}

  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes == 1 ? "1 byte" : bytes + " bytes";
    }
    double value = bytes;
    int prefix = 0;
    while (value >= 999.5 && prefix < PREFIXES.length - 1) {
      value /= 1000;
      prefix++;
    }
    String digits = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f";
    return (digits + " %sB").formatted(value, PREFIXES[prefix]);
  }

  static String rate(double bytesPerSecond) {
    return bytes((long) bytesPerSecond).replace(" bytes", " B").replace(" byte", " B") + "/s";
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// A number of things, in the singular where it is one.
  static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  static String time(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 10) {
      return "%.1f s".formatted(Math.max(0, time.toMillis()) / 1000.0);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return "%d min %02d s".formatted(seconds / 60, seconds % 60);
    }
    return seconds < 48 * 3600
        ? "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60)
        : "%d days %d h".formatted(seconds / 86400, seconds / 3600 % 24);
  }
}
