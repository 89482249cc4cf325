package org.longhaul.drive;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.longhaul.shipment.Geometry;
import org.longhaul.shipment.LegId;

/// What the sender signs of a leg: an in-toto statement over the catalogue and every drive.
///
/// It is the same on all drives and public. Whoever holds the sender's public key can tell from it
/// which drives make the leg and that their labels and catalogue are the sender's; the catalogue
/// carries the digest of every file.
///
/// @param sealed when the leg was sealed, ISO 8601 in UTC; order never comes from it
/// @param keyCommitment ties the sealed segments to one secret, 32 bytes
/// @param catalogueSha256 digest of the sealed catalogue file, 32 bytes
/// @param catalogueBytes its length
/// @param indexSha256 digest of the catalogue's header and index, from which single parts of it can
///   be checked, 32 bytes
/// @param drives the drives in order of their numbers
public record Root(
    LegId leg,
    Geometry geometry,
    int segmentBytes,
    String sealed,
    byte[] keyCommitment,
    byte[] catalogueSha256,
    long catalogueBytes,
    byte[] indexSha256,
    List<DriveEntry> drives) {
  /// The file's name on a drive.
  public static final String FILE = "root.json";

  /// The name of the sealed catalogue on a drive.
  public static final String CATALOGUE = "catalogue.lhc";

  /// The type of the payload in its DSSE envelope.
  public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

  private static final String STATEMENT = "https://in-toto.io/Statement/v1";
  private static final String PREDICATE = "urn:longhaul:leg:v1";
  private static final long MAX_SEGMENTS = 1L << 40;

  /// One drive of the leg.
  ///
  /// @param segments how many segments it holds
  /// @param labelSha256 digest of its sealed label, 32 bytes
  public record DriveEntry(
      String name, @Nullable String caseName, long segments, byte[] labelSha256) {}

  /// The number of stripes: of segments on the fullest drive.
  public long stripes() {
    return drives.stream().mapToLong(DriveEntry::segments).max().orElse(0);
  }

  /// The statement as it is signed.
  public byte[] written() {
    Map<String, Object> predicate = new LinkedHashMap<>();
    predicate.put("format", Label.FORMAT);
    predicate.put("leg", leg.toString());
    predicate.put("geometry", geometry.toString());
    predicate.put("segmentBytes", segmentBytes);
    predicate.put("sealed", sealed);
    predicate.put("keyCommitment", HexFormat.of().formatHex(keyCommitment));
    predicate.put("catalogueBytes", catalogueBytes);
    predicate.put("catalogueIndexSha256", HexFormat.of().formatHex(indexSha256));
    List<Map<String, Object>> entries = new ArrayList<>();
    for (DriveEntry drive : drives) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", drive.name());
      if (drive.caseName() != null) {
        entry.put("case", drive.caseName());
      }
      entry.put("segments", drive.segments());
      entry.put("labelSha256", HexFormat.of().formatHex(drive.labelSha256()));
      entries.add(entry);
    }
    predicate.put("drives", entries);
    Map<String, Object> subject = new LinkedHashMap<>();
    subject.put("name", CATALOGUE);
    subject.put("digest", Map.of("sha256", HexFormat.of().formatHex(catalogueSha256)));
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("_type", STATEMENT);
    statement.put("subject", List.of(subject));
    statement.put("predicateType", PREDICATE);
    statement.put("predicate", predicate);
    return JsonObject.write(statement);
  }

  /// Reads a statement whose signature has been looked at.
  public static Root parse(String where, byte[] written) throws MalformedException {
    JsonObject statement = JsonObject.parse(where, written);
    statement.require("_type", STATEMENT);
    statement.require("predicateType", PREDICATE);
    List<JsonObject> subjects = statement.objects("subject");
    if (subjects.size() != 1) {
      throw statement.wrong("subject", "one file, the catalogue");
    }
    JsonObject subject = subjects.getFirst();
    subject.require("name", CATALOGUE);
    JsonObject predicate = statement.object("predicate");
    predicate.require("format", Label.FORMAT);
    Geometry geometry = Label.geometry(predicate, "geometry");
    List<DriveEntry> drives = new ArrayList<>();
    for (JsonObject entry : predicate.objects("drives")) {
      drives.add(
          new DriveEntry(
              Label.printable(entry.text("name")),
              Label.printableOrNull(entry.optionalText("case")),
              entry.number("segments", 0, MAX_SEGMENTS),
              entry.hex("labelSha256", 32)));
    }
    if (drives.size() != geometry.drives()) {
      throw predicate.wrong("drives", "a list of %d drives".formatted(geometry.drives()));
    }
    return new Root(
        Label.leg(predicate, "leg"),
        geometry,
        Label.segmentBytes(predicate),
        Label.printable(predicate.text("sealed")),
        predicate.hex("keyCommitment", 32),
        subject.object("digest").hex("sha256", 32),
        predicate.number("catalogueBytes", 0, Long.MAX_VALUE),
        predicate.hex("catalogueIndexSha256", 32),
        List.copyOf(drives));
  }
}
