package org.longhaul.testkit.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Where vectors are put together and collected.
final class Bench {
  private final Map<String, Drives> legs;
  private final Map<String, LegParts> parts = Legs.all();
  private final Changes changes;
  private final List<Vector> vectors = new ArrayList<>();

  Bench(Map<String, Drives> legs) {
    this.legs = legs;
    this.changes = new Changes(legs);
  }

  List<Vector> vectors() {
    return vectors;
  }

  /// The drives of a base leg, to be changed.
  Drives leg(String name) {
    return legs.getOrDefault(name, new Drives()).copy();
  }

  /// What comes back of a base leg.
  SortedMap<String, String> listing(String name) {
    LegParts leg = parts.get(name);
    if (leg == null) {
      throw new IllegalArgumentException("There is no leg " + name);
    }
    return leg.tree.listing();
  }

  /// Adds a vector whose drives are those of a base leg after a change.
  void add(String name, String fault, String leg, Consumer<Drives> change, Run... runs) {
    Drives made = leg(leg);
    change.accept(made);
    add(name, fault, leg, made, runs);
  }

  void add(String name, String fault, String leg, Drives made, Run... runs) {
    add(name, fault, leg, made, vector -> vector, runs);
  }

  void add(
      String name, String fault, String leg, Drives made, UnaryOperator<Vector> more, Run... runs) {
    vectors.add(
        more.apply(
            new Vector(
                name,
                fault,
                leg,
                made.names(),
                changes.between(leg(leg), made),
                "",
                List.of(runs))));
  }
}
