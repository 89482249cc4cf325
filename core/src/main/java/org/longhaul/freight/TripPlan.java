package org.longhaul.freight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.longhaul.drive.JsonObject;
import org.longhaul.shipment.Geometry;
import org.longhaul.shipment.LegId;

/// A plan in a folder, so that a later run, or another host, can go by it.
///
/// @param plan what is fixed
/// @param sender fingerprint of the key that will sign
/// @param sources the paths that were surveyed, as they were on the host that did
record TripPlan(PackPlan plan, String sender, List<String> sources) {
  private static final String PLAN = "plan.json";
  private static final String SURVEY = "survey.spool";
  private static final String DOUBLES = "doubles.spool";
  private static final String FORMAT = "longhaul-plan/1";
  private static final int MOST_PROBLEMS = 1000;

  /// Where the survey's records go while they are made.
  static Spool surveySpool(Path folder) throws IOException {
    return Spool.create(folder.resolve(SURVEY));
  }

  /// Whether a folder has a whole plan.
  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(PLAN));
  }

  /// Keeps the plan; its survey's records are in the folder already.
  void write(Path folder) throws IOException {
    plan.survey().force();
    try (Spool spool = Spool.create(folder.resolve(DOUBLES))) {
      plan.doubles().write(spool);
    }
    Survey.Counts counts = plan.survey().counts();
    Map<String, Object> survey = new LinkedHashMap<>();
    survey.put("entries", counts.entries());
    survey.put("files", counts.files());
    survey.put("fileBytes", counts.fileBytes());
    survey.put("entryBytes", counts.entryBytes());
    survey.put("leftOut", counts.leftOut());
    List<Map<String, Object>> cuts = new ArrayList<>();
    for (RegionPlan.Cut cut : plan.cuts()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("ordinal", cut.ordinal());
      fields.put("position", cut.position());
      fields.put("fileOffset", cut.fileOffset());
      fields.put("bytes", cut.bytes());
      fields.put("files", cut.files());
      cuts.add(fields);
    }
    List<String> problems = plan.survey().problems();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("format", FORMAT);
    fields.put("leg", plan.leg().toString());
    fields.put("geometry", plan.geometry().toString());
    fields.put("segmentBytes", plan.segmentBytes());
    fields.put("digests", plan.digests() ? 1 : 0);
    fields.put("begun", plan.begun());
    fields.put("sender", sender);
    fields.put("sources", named(sources));
    fields.put("survey", survey);
    fields.put("doubleBytes", plan.doubles().bytes());
    fields.put("cuts", cuts);
    fields.put("problems", named(problems.subList(0, Math.min(MOST_PROBLEMS, problems.size()))));
    TripFolder.write(folder.resolve(PLAN), JsonObject.write(fields));
  }

  private static List<Map<String, String>> named(List<String> texts) {
    return texts.stream().map(text -> Map.of("text", text)).toList();
  }

  private static List<String> texts(JsonObject fields, String field) throws IOException {
    List<String> texts = new ArrayList<>();
    for (JsonObject each : fields.objects(field)) {
      texts.add(each.text("text"));
    }
    return texts;
  }

  static TripPlan read(Path folder) throws IOException {
    Path file = folder.resolve(PLAN);
    JsonObject fields = JsonObject.parse(file.toString(), Files.readAllBytes(file));
    fields.require("format", FORMAT);
    JsonObject survey = fields.object("survey");
    Survey.Counts counts =
        new Survey.Counts(
            count(survey, "entries"),
            count(survey, "files"),
            count(survey, "fileBytes"),
            count(survey, "entryBytes"),
            count(survey, "leftOut"));
    List<RegionPlan.Cut> cuts = new ArrayList<>();
    for (JsonObject cut : fields.objects("cuts")) {
      cuts.add(
          new RegionPlan.Cut(
              count(cut, "ordinal"),
              count(cut, "position"),
              count(cut, "fileOffset"),
              count(cut, "bytes"),
              count(cut, "files")));
    }
    Doubles doubles;
    try (Spool spool = Spool.open(folder.resolve(DOUBLES))) {
      doubles = Doubles.read(spool, count(fields, "doubleBytes"));
    }
    PackPlan plan =
        new PackPlan(
            LegId.parse(fields.text("leg")),
            Geometry.parse(fields.text("geometry")),
            Survey.kept(Spool.open(folder.resolve(SURVEY)), counts, texts(fields, "problems")),
            doubles,
            List.copyOf(cuts),
            (int) fields.number("segmentBytes", 1, Integer.MAX_VALUE),
            fields.number("digests", 0, 1) == 1,
            fields.text("begun"));
    return new TripPlan(plan, fields.text("sender"), texts(fields, "sources"));
  }

  private static long count(JsonObject fields, String field) throws IOException {
    return fields.number(field, 0, Long.MAX_VALUE);
  }
}
