package org.longhaul.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.longhaul.export.Exported;
import org.longhaul.export.Exported.Gap;

/// What `manifest` says of what it wrote, and of what the form could not hold.
final class ExportReport {
  private ExportReport() {}

  /// Tells it.
  ///
  /// @return how the command ends
  static ExitCode tell(Screen screen, Exported exported, Path out) {
    if (!exported.has(Gap.DIFFERS)) {
      screen.say(
          "written",
          "%s: %s, %s"
              .formatted(
                  out,
                  Units.count(exported.names(), "name", "names"),
                  Units.bytes(exported.bytes())));
    }
    Map<String, Object> gaps = new LinkedHashMap<>();
    exported
        .gaps()
        .forEach((gap, names) -> {
          screen.say(
              label(gap),
              Units.count(names.count()) + " " + gap.words(names.count()) + advice(gap));
          names.first().forEach(name -> screen.say("", name));
          if (names.count() > names.first().size()) {
            screen.say(
                "", "... and %s more".formatted(Units.count(names.count() - names.first().size())));
          }
          gaps.put(
              gap.name().toLowerCase(java.util.Locale.ROOT),
              Map.of("count", names.count(), "first", names.first()));
        });
    ExitCode end = end(exported);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("out", out.toString());
    facts.put("names", exported.names());
    facts.put("bytes", exported.bytes());
    facts.put("gaps", gaps);
    facts.put("exitCode", end.number());
    screen.event("exported", facts);
    return end;
  }

  private static String label(Gap gap) {
    return switch (gap) {
      case AWKWARD, EMPTY_FOLDER -> "note";
      case LINK, NOT_TEXT, MISSING -> "not in it";
      case DIFFERS -> "damaged";
    };
  }

  private static String advice(Gap gap) {
    return switch (gap) {
      case LINK -> ". A tree with links in it does not validate: take them out of it.";
      case NOT_TEXT -> ". They are in the tree, so it does not validate before they are renamed.";
      case AWKWARD -> ": written as the standard has it; some validators stumble over them.";
      case EMPTY_FOLDER ->
          ", which the form has no place for. Nothing says that they belong to the tree.";
      case MISSING -> ".";
      case DIFFERS -> ". Nothing was written: unpack these files again.";
    };
  }

  private static ExitCode end(Exported exported) {
    if (exported.has(Gap.DIFFERS)) {
      return ExitCode.DAMAGE;
    }
    boolean whole =
        !exported.has(Gap.LINK) && !exported.has(Gap.NOT_TEXT) && !exported.has(Gap.MISSING);
    return whole ? ExitCode.DONE : ExitCode.PARTIAL;
  }
}
