package org.longhaul.testkit.vectors;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.longhaul.sealing.StrictJson;

/// Vectors as JSON, one file each.
public final class VectorJson {
  private VectorJson() {}

  static Map<String, Object> fields(Vector vector) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", vector.name());
    fields.put("fault", vector.fault());
    fields.put("leg", vector.leg());
    fields.put("given", vector.given());
    if (!vector.newestLegs().isEmpty()) {
      fields.put("newestLegs", vector.newestLegs());
    }
    fields.put("changes", vector.changes());
    List<Map<String, Object>> runs = new ArrayList<>();
    for (Run run : vector.runs()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("command", run.command());
      one.put("options", run.options());
      one.put("key", run.key());
      one.put("status", run.status());
      one.put("says", run.says());
      if (run.command().equals("verify")) {
        one.put("kinds", run.kinds());
      }
      if (run.command().equals("unpack")) {
        one.put("gives", run.gives());
      }
      runs.add(one);
    }
    fields.put("runs", runs);
    return fields;
  }

  /// Reads a vector.
  public static Vector parse(byte[] json) throws IOException {
    Map<String, Object> fields = StrictJson.object(json);
    List<Map<String, Object>> changes = new ArrayList<>();
    for (Object change : (List<?>) fields.getOrDefault("changes", List.of())) {
      Map<String, Object> one = new LinkedHashMap<>();
      ((Map<?, ?>) change).forEach((key, value) -> one.put(key.toString(), value));
      changes.add(one);
    }
    List<Run> runs = new ArrayList<>();
    for (Object run : (List<?>) fields.getOrDefault("runs", List.of())) {
      runs.add(run((Map<?, ?>) run));
    }
    return new Vector(
        text(fields, "name"),
        text(fields, "fault"),
        text(fields, "leg"),
        texts(fields, "given"),
        changes,
        text(fields, "newestLegs"),
        runs);
  }

  private static Run run(Map<?, ?> fields) {
    SortedMap<String, String> gives = new TreeMap<>();
    if (fields.get("gives") instanceof Map<?, ?> given) {
      given.forEach((path, line) -> gives.put(path.toString(), line.toString()));
    }
    return new Run(
        text(fields, "command"),
        texts(fields, "options"),
        text(fields, "key"),
        Integer.parseInt(text(fields, "status")),
        texts(fields, "says"),
        texts(fields, "kinds"),
        gives);
  }

  private static String text(Map<?, ?> fields, String field) {
    Object value = fields.get(field);
    return value == null ? "" : value.toString();
  }

  private static List<String> texts(Map<?, ?> fields, String field) {
    return fields.get(field) instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of();
  }
}
