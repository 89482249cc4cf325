package org.longhaul.freight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.longhaul.catalogue.ByteSink;
import org.longhaul.catalogue.ByteSource;
import org.longhaul.drive.JsonObject;
import org.longhaul.sealing.SegmentKey;

/// The record of one run of writing in a trip's folder: which drives it wrote, and what each region
/// that it read came to. The record is written last, so a run that was interrupted has none.
///
/// @param folder of this run
/// @param drives by number
/// @param regions by number
record TripRun(
    Path folder, NavigableMap<Integer, Written> drives, NavigableMap<Integer, Read> regions) {
  private static final String RECORD = "run.json";
  private static final String SPANNING = "spanning.spool";
  private static final int MAX_DRIVES = 255;

  /// A drive that the run wrote.
  ///
  /// @param where it stood on the host
  record Written(StripePress.Written drive, @Nullable String caseName, String where) {}

  /// A region that the run read.
  ///
  /// @param tagsSha256 digest of the tags of its payloads
  record Read(long plainBytes, long storedBytes, byte[] tagsSha256) {}

  static Path outcomes(Path folder, int region) {
    return folder.resolve("region-%03d.outcomes".formatted(region));
  }

  static Path tags(Path folder, int region) {
    return folder.resolve("region-%03d.tags".formatted(region));
  }

  /// Writes the record; all else of the run is durable.
  void write(Map<Long, SpanningSource> spanning) throws IOException {
    try (Spool spool = Spool.create(folder.resolve(SPANNING))) {
      ByteSink sink = new ByteSink();
      for (Map.Entry<Long, SpanningSource> file : spanning.entrySet()) {
        sink.clear();
        file.getValue().write(file.getKey(), sink);
        spool.add(sink);
      }
      spool.force();
    }
    List<Map<String, Object>> written = new ArrayList<>();
    drives.forEach((number, drive) -> {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("number", number);
      if (drive.caseName() != null) {
        fields.put("case", drive.caseName());
      }
      fields.put("where", drive.where());
      fields.put("segments", drive.drive().segments());
      fields.put("salt", HexFormat.of().formatHex(drive.drive().salt()));
      byte[] digests = drive.drive().digestsSha256();
      if (digests != null) {
        fields.put("digestsSha256", HexFormat.of().formatHex(digests));
      }
      written.add(fields);
    });
    List<Map<String, Object>> read = new ArrayList<>();
    regions.forEach((number, region) -> {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("number", number);
      fields.put("plainBytes", region.plainBytes());
      fields.put("storedBytes", region.storedBytes());
      fields.put("tagsSha256", HexFormat.of().formatHex(region.tagsSha256()));
      read.add(fields);
    });
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("drives", written);
    record.put("regions", read);
    TripFolder.write(folder.resolve(RECORD), JsonObject.write(record));
  }

  /// Reads the record of a run; null when it was interrupted.
  static @Nullable TripRun read(Path folder) throws IOException {
    Path file = folder.resolve(RECORD);
    if (!Files.exists(file)) {
      return null;
    }
    JsonObject record = JsonObject.parse(file.toString(), Files.readAllBytes(file));
    NavigableMap<Integer, Written> drives = new TreeMap<>();
    for (JsonObject drive : record.objects("drives")) {
      StripePress.Written written =
          new StripePress.Written(
              drive.number("segments", 0, Long.MAX_VALUE),
              drive.hex("salt", SegmentKey.SALT_BYTES),
              drive.optionalHex("digestsSha256", 32));
      drives.put(
          (int) drive.number("number", 0, MAX_DRIVES),
          new Written(written, drive.optionalText("case"), drive.text("where")));
    }
    NavigableMap<Integer, Read> regions = new TreeMap<>();
    for (JsonObject region : record.objects("regions")) {
      regions.put(
          (int) region.number("number", 0, MAX_DRIVES),
          new Read(
              region.number("plainBytes", 0, Long.MAX_VALUE),
              region.number("storedBytes", 0, Long.MAX_VALUE),
              region.hex("tagsSha256", 32)));
    }
    return new TripRun(folder, drives, regions);
  }

  /// Tells the large files over several regions what this run knows of them.
  void teach(Map<Long, SpanningSource> spanning) throws IOException {
    try (Spool spool = Spool.open(folder.resolve(SPANNING))) {
      Spool.Reader reader = spool.from(0);
      while (reader.hasNext()) {
        ByteSource source = reader.next();
        SpanningSource file = spanning.get(source.number());
        if (file != null) {
          file.learn(source);
        }
      }
    }
  }
}
