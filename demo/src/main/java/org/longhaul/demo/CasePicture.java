package org.longhaul.demo;

import java.util.ArrayList;
import java.util.List;

/// A picture of cases and their drives in characters: a line for each case, a character for each
/// drive.
public final class CasePicture {
  private CasePicture() {}

  /// One case.
  ///
  /// @param lost whether each drive is lost
  /// @param remark what stands behind the drives
  public record Case(String name, List<Boolean> lost, String remark) {
    public Case {
      lost = List.copyOf(lost);
    }
  }

  /// Draws the cases.
  ///
  /// @param unicode whether the terminal shows more than ASCII
  public static List<String> draw(List<Case> cases, boolean unicode) {
    List<String> lines = new ArrayList<>();
    for (Case one : cases) {
      StringBuilder line = new StringBuilder("  ").append(one.name()).append(' ');
      for (boolean lost : one.lost()) {
        line.append(lost ? (unicode ? '░' : '.') : (unicode ? '█' : '#'));
      }
      lines.add(line.append("  ").append(one.remark()).toString().stripTrailing());
    }
    return lines;
  }
}
