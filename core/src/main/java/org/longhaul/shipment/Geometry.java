package org.longhaul.shipment;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many data and parity drives a leg has, written `40+20`. Any `parity` drives may be lost.
///
/// @param data number of data drives, at least 1
/// @param parity number of parity drives, at least 0; `data + parity` is at most 255
public record Geometry(int data, int parity) {
  /// The most drives that one leg can have.
  public static final int MAX_DRIVES = 255;

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,3})\\+(\\d{1,3})");

  public Geometry {
    if (data < 1 || parity < 0 || data + parity > MAX_DRIVES) {
      throw new IllegalArgumentException(
          "A geometry has at least 1 data drive and at most %d drives in all, not %d+%d."
              .formatted(MAX_DRIVES, data, parity));
    }
  }

  /// Reads the written form, `40+20`.
  public static Geometry parse(String written) {
    Matcher matcher = WRITTEN.matcher(written);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "A geometry is written DATA+PARITY, for example 40+20, not '%s'.".formatted(written));
    }
    return new Geometry(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  public int drives() {
    return data + parity;
  }

  @Override
  public String toString() {
    return data + "+" + parity;
  }
}
