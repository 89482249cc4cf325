package org.longhaul.testkit.vectors;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How drives differ from those of a base leg, as few and small changes to files.
final class Changes {
  /// Differing bytes that are nearer to each other than that go into one change.
  private static final int GAP = 24;

  /// More zeros than that at the end are not written out.
  private static final int ZEROS = 1024;

  private final Map<String, Drives> legs;

  /// @param legs all base legs, from which whole files may be copied
  Changes(Map<String, Drives> legs) {
    this.legs = legs;
  }

  List<Map<String, Object>> between(Drives base, Drives made) {
    List<Map<String, Object>> changes = new ArrayList<>();
    for (String drive : made.names()) {
      SortedMap<String, Node> before = base.all().getOrDefault(drive, new TreeMap<>());
      SortedMap<String, Node> after = made.all().getOrDefault(drive, new TreeMap<>());
      for (String file : before.keySet()) {
        if (!after.containsKey(file)) {
          changes.add(change("delete", drive, file));
        }
      }
      after.forEach((file, node) -> add(changes, drive, file, before.get(file), node));
    }
    return changes;
  }

  private void add(
      List<Map<String, Object>> changes,
      String drive,
      String file,
      @Nullable Node before,
      Node after) {
    switch (after) {
      case Node.Plain plain -> {
        byte[] old = before instanceof Node.Plain was ? was.content() : null;
        plain(changes, drive, file, old, plain.content());
      }
      case Node.Grown grown -> {
        plain(changes, drive, file, null, grown.content());
        changes.add(with(change("grow", drive, file), "to", grown.sizeBytes()));
      }
      case Node.Link link -> changes.add(with(change("link", drive, file), "to", link.to()));
      case Node.Folder folder -> changes.add(change("folder", drive, file));
      case Node.Fifo fifo -> changes.add(change("fifo", drive, file));
    }
  }

  private void plain(
      List<Map<String, Object>> changes,
      String drive,
      String file,
      byte @Nullable [] old,
      byte[] now) {
    if (Arrays.equals(old, now)) {
      return;
    }
    String same = now.length > 64 ? same(now) : null;
    if (same != null) {
      changes.add(with(change("copy", drive, file), "of", same));
      return;
    }
    int end = now.length;
    while (end > 0 && now[end - 1] == 0) {
      end--;
    }
    if ((old == null || now.length > 4 * old.length) && now.length - end > ZEROS) {
      changes.add(content(change("write", drive, file), now, 0, end));
      changes.add(with(change("grow", drive, file), "to", now.length));
      return;
    }
    if (old == null || now.length < 4096) {
      if (old != null
          && now.length < old.length
          && Arrays.equals(old, 0, now.length, now, 0, now.length)) {
        changes.add(with(change("cut", drive, file), "to", now.length));
      } else {
        changes.add(content(change("write", drive, file), now, 0, now.length));
      }
      return;
    }
    int common = Math.min(old.length, now.length);
    if (now.length < old.length) {
      changes.add(with(change("cut", drive, file), "to", now.length));
    }
    for (int at = 0; at < common; at++) {
      if (old[at] != now[at]) {
        int to = at + 1;
        for (int i = to; i < common && i - to < GAP; i++) {
          to = old[i] != now[i] ? i + 1 : to;
        }
        changes.add(content(with(change("put", drive, file), "at", at), now, at, to));
        at = to;
      }
    }
    if (now.length > old.length) {
      changes.add(content(change("append", drive, file), now, old.length, now.length));
    }
  }

  private @Nullable String same(byte[] content) {
    for (Map.Entry<String, Drives> leg : legs.entrySet()) {
      for (String drive : leg.getValue().names()) {
        for (Map.Entry<String, Node> file :
            leg.getValue().all().getOrDefault(drive, new TreeMap<>()).entrySet()) {
          if (file.getValue() instanceof Node.Plain plain
              && Arrays.equals(plain.content(), content)) {
            return leg.getKey() + "/" + drive + "/" + file.getKey();
          }
        }
      }
    }
    return null;
  }

  private static Map<String, Object> change(String what, String drive, String file) {
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("do", what);
    change.put("on", drive + "/" + file);
    return change;
  }

  private static Map<String, Object> with(Map<String, Object> change, String field, Object value) {
    change.put(field, value);
    return change;
  }

  private static Map<String, Object> content(
      Map<String, Object> change, byte[] bytes, int from, int to) {
    byte[] part = Arrays.copyOfRange(bytes, from, to);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(part)).toString();
      if (text.length() > 4 && text.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 127)) {
        return with(change, "text", text);
      }
    } catch (CharacterCodingException e) {
      // Not text, so base64 says it better.
      return with(change, "base64", Base64.getEncoder().encodeToString(part));
    }
    return with(change, "base64", Base64.getEncoder().encodeToString(part));
  }
}
