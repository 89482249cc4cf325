package org.longhaul.drive;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.longhaul.shipment.LegId;

/// The sender's word that the wrapped key of a leg was changed after sealing: an in-toto statement
/// over the new one.
///
/// @param revision 1 for the first change, then one more each time
/// @param keySha256 digest of the wrapped key as it is now, 32 bytes
/// @param replacedSha256 digest of the one before, which a power cut can have left there, 32 bytes
/// @param changed when, ISO 8601 in UTC; order never comes from it
public record Access(
    LegId leg, long revision, byte[] keySha256, byte[] replacedSha256, String changed) {
  private static final String STATEMENT = "https://in-toto.io/Statement/v1";
  private static final String PREDICATE = "urn:longhaul:access:v1";

  /// The statement as it is signed.
  public byte[] written() {
    Map<String, Object> predicate = new LinkedHashMap<>();
    predicate.put("format", Label.FORMAT);
    predicate.put("leg", leg.toString());
    predicate.put("revision", revision);
    predicate.put("replacedSha256", HexFormat.of().formatHex(replacedSha256));
    predicate.put("changed", changed);
    Map<String, Object> subject = new LinkedHashMap<>();
    subject.put("name", LegFiles.KEY);
    subject.put("digest", Map.of("sha256", HexFormat.of().formatHex(keySha256)));
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("_type", STATEMENT);
    statement.put("subject", List.of(subject));
    statement.put("predicateType", PREDICATE);
    statement.put("predicate", predicate);
    return JsonObject.write(statement);
  }

  /// Reads a statement whose signature has been looked at.
  public static Access parse(String where, byte[] written) throws MalformedException {
    JsonObject statement = JsonObject.parse(where, written);
    statement.require("_type", STATEMENT);
    statement.require("predicateType", PREDICATE);
    List<JsonObject> subjects = statement.objects("subject");
    if (subjects.size() != 1) {
      throw statement.wrong("subject", "one file, the wrapped key");
    }
    JsonObject subject = subjects.getFirst();
    subject.require("name", LegFiles.KEY);
    JsonObject predicate = statement.object("predicate");
    predicate.require("format", Label.FORMAT);
    return new Access(
        Label.leg(predicate, "leg"),
        predicate.number("revision", 1, Integer.MAX_VALUE),
        subject.object("digest").hex("sha256", 32),
        predicate.hex("replacedSha256", 32),
        Label.printable(predicate.text("changed")));
  }
}
