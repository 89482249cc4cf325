package org.longhaul.drive;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.longhaul.sealing.SegmentKey;
import org.longhaul.shipment.Geometry;
import org.longhaul.shipment.LegId;

/// What the sender signs of a leg: an in-toto statement over the catalogue and every drive.
///
/// It is the same on all drives and public. Whoever holds the sender's public key can tell from it
/// which drives make the leg and that their labels and catalogue are the sender's; the catalogue
/// carries the digest of every file.
///
/// @param trip what the leg is part of, where a trip was named
/// @param sealed when the leg was sealed, ISO 8601 in UTC; order never comes from it
/// @param keyCommitment ties the sealed segments to one secret, 32 bytes
/// @param keySha256 digest of the wrapped key as it was at sealing, 32 bytes
/// @param catalogueSha256 digest of the sealed catalogue file, 32 bytes
/// @param catalogueBytes its length
/// @param indexSha256 digest of the catalogue's header and index, from which single parts of it can
///   be checked, 32 bytes
/// @param drives the drives in order of their numbers
public record Root(
    LegId leg,
    Geometry geometry,
    int segmentBytes,
    @Nullable Trip trip,
    String sealed,
    byte[] keyCommitment,
    byte[] keySha256,
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

  /// AES-GCM with one key seals no more messages than that.
  private static final long MAX_SEGMENTS = 1L << 32;

  private static final int MAX_WRITINGS = 1024;

  /// Who reads holds some stripes in memory, and says no before that is too much.
  private static final long MAX_STRIPE_BYTES = 1L << 27;

  /// One drive of the leg.
  ///
  /// @param segments how many segments it holds
  /// @param labelSha256 digest of its sealed label, 32 bytes
  /// @param noteSha256 digest of its note for people, 32 bytes
  /// @param digestsSha256 digest of the list of its segments' digests, 32 bytes; null when there is
  ///   no such list
  /// @param writings the salts of its segments' keys, from the first segment on
  public record DriveEntry(
      String name,
      @Nullable String caseName,
      long segments,
      byte[] labelSha256,
      byte[] noteSha256,
      byte @Nullable [] digestsSha256,
      List<Writing> writings) {
    /// The salt that a segment's key is derived with.
    public byte[] salt(long segment) {
      byte[] salt = writings.getFirst().salt();
      for (Writing writing : writings) {
        if (writing.from() <= segment) {
          salt = writing.salt();
        }
      }
      return salt;
    }
  }

  /// One run of writing a drive: it begins with the pack, and anew after each interruption.
  ///
  /// @param from its first segment
  /// @param salt 16 bytes
  public record Writing(long from, byte[] salt) {}

  /// What a leg is part of.
  ///
  /// @param id 32 hexadecimal digits, drawn when the trip was begun
  /// @param name what people call it
  /// @param generation 1 for the first leg that was packed for it, then one more each time: of two
  ///   legs the one of the higher generation is newer
  public record Trip(String id, String name, long generation) {}

  /// Whether the label of a drive can be one of this leg's.
  public boolean fits(Label label) {
    return leg.equals(label.leg())
        && geometry.equals(label.geometry())
        && segmentBytes == label.segmentBytes();
  }

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
    if (trip != null) {
      Map<String, Object> part = new LinkedHashMap<>();
      part.put("id", trip.id());
      part.put("name", trip.name());
      part.put("generation", trip.generation());
      predicate.put("trip", part);
    }
    predicate.put("sealed", sealed);
    predicate.put("keyCommitment", HexFormat.of().formatHex(keyCommitment));
    predicate.put("keySha256", HexFormat.of().formatHex(keySha256));
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
      entry.put("noteSha256", HexFormat.of().formatHex(drive.noteSha256()));
      if (drive.digestsSha256() != null) {
        entry.put("digestsSha256", HexFormat.of().formatHex(drive.digestsSha256()));
      }
      List<Map<String, Object>> writings = new ArrayList<>();
      for (Writing writing : drive.writings()) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("from", writing.from());
        part.put("salt", HexFormat.of().formatHex(writing.salt()));
        writings.add(part);
      }
      entry.put("writings", writings);
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
              entry.hex("labelSha256", 32),
              entry.hex("noteSha256", 32),
              entry.optionalHex("digestsSha256", 32),
              writings(entry)));
    }
    if (drives.size() != geometry.drives()) {
      throw predicate.wrong("drives", "a list of %d drives".formatted(geometry.drives()));
    }
    int segmentBytes = Label.segmentBytes(predicate);
    if ((long) segmentBytes * geometry.drives() > MAX_STRIPE_BYTES) {
      throw predicate.wrong("segmentBytes", "smaller: a stripe has at most 128 MiB");
    }
    return new Root(
        Label.leg(predicate, "leg"),
        geometry,
        segmentBytes,
        trip(predicate),
        Label.printable(predicate.text("sealed")),
        predicate.hex("keyCommitment", 32),
        predicate.hex("keySha256", 32),
        subject.object("digest").hex("sha256", 32),
        predicate.number("catalogueBytes", 0, Long.MAX_VALUE),
        predicate.hex("catalogueIndexSha256", 32),
        List.copyOf(drives));
  }

  private static List<Writing> writings(JsonObject drive) throws MalformedException {
    List<Writing> writings = new ArrayList<>();
    for (JsonObject writing : drive.objects("writings")) {
      long least = writings.isEmpty() ? 0 : writings.getLast().from() + 1;
      long most = writings.isEmpty() ? 0 : MAX_SEGMENTS;
      writings.add(
          new Writing(
              writing.number("from", least, most), writing.hex("salt", SegmentKey.SALT_BYTES)));
    }
    if (writings.isEmpty() || writings.size() > MAX_WRITINGS) {
      throw drive.wrong("writings", "a list of 1 to %,d".formatted(MAX_WRITINGS));
    }
    return List.copyOf(writings);
  }

  private static @Nullable Trip trip(JsonObject predicate) throws MalformedException {
    if (!predicate.has("trip")) {
      return null;
    }
    JsonObject trip = predicate.object("trip");
    return new Trip(
        HexFormat.of().formatHex(trip.hex("id", 16)),
        Label.printable(trip.text("name")),
        trip.number("generation", 1, Integer.MAX_VALUE));
  }
}
