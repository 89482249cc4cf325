package org.longhaul.drive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.longhaul.sealing.StrictJson;

/// One JSON object from a drive, read with suspicion: every field must be there, of its type and
/// within its range.
public record JsonObject(String where, Map<?, ?> fields) {
  public static JsonObject parse(String where, byte[] document) throws MalformedException {
    try {
      return new JsonObject(where, StrictJson.object(document));
    } catch (IOException e) {
      throw new MalformedException(where + " is not the JSON object that it should be.");
    }
  }

  public static byte[] write(Map<String, ?> fields) {
    return StrictJson.write(fields);
  }

  public String text(String field) throws MalformedException {
    if (fields.get(field) instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw wrong(field, "a text");
  }

  public @Nullable String optionalText(String field) throws MalformedException {
    return fields.get(field) == null ? null : text(field);
  }

  public void require(String field, String value) throws MalformedException {
    if (!text(field).equals(value)) {
      throw wrong(field, "'" + value + "'");
    }
  }

  public long number(String field, long least, long most) throws MalformedException {
    Object value = fields.get(field);
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw wrong(field, "a number from %,d to %,d".formatted(least, most));
  }

  public byte[] hex(String field, int bytes) throws MalformedException {
    String text = text(field);
    try {
      byte[] value = HexFormat.of().parseHex(text);
      if (value.length == bytes && HexFormat.of().formatHex(value).equals(text)) {
        return value;
      }
    } catch (IllegalArgumentException e) {
      throw wrong(field, "hexadecimal");
    }
    throw wrong(field, "%d bytes in lower-case hexadecimal".formatted(bytes));
  }

  public byte @Nullable [] optionalHex(String field, int bytes) throws MalformedException {
    return has(field) ? hex(field, bytes) : null;
  }

  public boolean has(String field) {
    return fields.containsKey(field);
  }

  public JsonObject object(String field) throws MalformedException {
    if (fields.get(field) instanceof Map<?, ?> map) {
      return new JsonObject(where, map);
    }
    throw wrong(field, "an object");
  }

  public List<JsonObject> objects(String field) throws MalformedException {
    if (fields.get(field) instanceof List<?> list) {
      List<JsonObject> objects = new ArrayList<>();
      for (Object element : list) {
        if (!(element instanceof Map<?, ?> map)) {
          throw wrong(field, "a list of objects");
        }
        objects.add(new JsonObject(where, map));
      }
      return objects;
    }
    throw wrong(field, "a list");
  }

  public MalformedException wrong(String field, String expected) {
    return new MalformedException("%s: '%s' should be %s.".formatted(where, field, expected));
  }
}
