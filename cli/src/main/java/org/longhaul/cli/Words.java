package org.longhaul.cli;

import org.longhaul.shipment.TreePath;

/// Parts of lines that come from files.
final class Words {
  private Words() {}

  /// Permission bits as `ls` writes them.
  static String mode(int mode) {
    StringBuilder text = new StringBuilder();
    for (int shift = 6; shift >= 0; shift -= 3) {
      int bits = mode >> shift & 7;
      boolean special = (mode >> 9 & 1 << shift / 3) != 0;
      char letter = shift == 0 ? 't' : 's';
      text.append((bits & 4) != 0 ? 'r' : '-');
      text.append((bits & 2) != 0 ? 'w' : '-');
      boolean runs = (bits & 1) != 0;
      text.append(special ? (runs ? letter : Character.toUpperCase(letter)) : (runs ? 'x' : '-'));
    }
    return text.toString();
  }

  /// What a link says, fit for a terminal. It may be any bytes; slashes do not matter here.
  static String escaped(byte[] target) {
    StringBuilder text = new StringBuilder();
    int start = 0;
    for (int i = 0; i <= target.length; i++) {
      if (i == target.length || target[i] == '/') {
        byte[] part = java.util.Arrays.copyOfRange(target, start, i);
        text.append(TreePath.displayed(part));
        if (i < target.length) {
          text.append('/');
        }
        start = i + 1;
      }
    }
    return text.toString();
  }
}
