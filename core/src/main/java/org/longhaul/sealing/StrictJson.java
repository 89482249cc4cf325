package org.longhaul.sealing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON (RFC 8259) read with suspicion: UTF-8 and nothing else, no field twice, little depth,
/// bounded length, nothing behind it.
public final class StrictJson {
  /// The longest document that is read, in bytes.
  public static final int MAX_BYTES = 1 << 22;

  private static final int MAX_DEPTH = 8;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_BYTES)
                  .maxNumberLength(20)
                  .maxDocumentLength(MAX_BYTES)
                  .build())
          .build();

  private static final JSON READER = JSON.builder(FACTORY).build();

  private StrictJson() {}

  /// Reads an object.
  ///
  /// @throws IOException when it is not one
  public static Map<String, Object> object(byte[] document) throws IOException {
    if (document.length > MAX_BYTES) {
      throw new IOException("The document is longer than any that Longhaul writes.");
    }
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
    try (JsonParser parser = FACTORY.createParser(text)) {
      @Nullable Map<String, Object> fields = READER.mapFrom(parser);
      if (fields == null) {
        throw new IOException("The document is null, not an object.");
      }
      if (parser.nextToken() != null) {
        throw new IOException("Something follows the JSON object.");
      }
      return fields;
    } catch (RuntimeException e) {
      throw new IOException("The document is not a JSON object.", e);
    }
  }

  /// Writes an object, indented for people.
  public static byte[] write(Map<String, ?> fields) {
    try {
      return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asBytes(fields);
    } catch (IOException e) {
      throw new IllegalStateException("A map of plain values could not be written as JSON.", e);
    }
  }
}
