package org.longhaul.testkit.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One vector: drives, and what a reader must make of them.
///
/// @param name with its class before it, such as `keyless/label-cut`
/// @param fault what is wrong, in a sentence; for a valid leg, what is special
/// @param leg the base leg that the changes are told against
/// @param given the drives that are given to the reader, in order
/// @param changes what is done to the base leg, as `README.md` of the vectors says
/// @param newestLegs what the reader remembers of trips before the first run
/// @param runs what is done with the drives, one after the other
public record Vector(
    String name,
    String fault,
    String leg,
    List<String> given,
    List<Map<String, Object>> changes,
    String newestLegs,
    List<Run> runs) {
  /// Who could have made it: the part of the name before the slash.
  public String maker() {
    return name.substring(0, name.indexOf('/'));
  }

  Vector given(String... drives) {
    return new Vector(name, fault, leg, List.of(drives), changes, newestLegs, runs);
  }

  Vector remembering(String line) {
    return new Vector(name, fault, leg, given, changes, line, runs);
  }

  Vector then(Run... more) {
    List<Run> all = new ArrayList<>(runs);
    all.addAll(List.of(more));
    return new Vector(name, fault, leg, given, changes, newestLegs, List.copyOf(all));
  }
}
