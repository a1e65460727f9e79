package io.llmcallgateway.dialect.bedrock;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.wire.Json;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/// Reads JSON whose numbers must stay as they are written: tool arguments among them.
final class Documents {
  private static final ObjectReader EXACT =
      Json.MAPPER.readerFor(JsonNode.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private Documents() {}

  static JsonNode read(Body body) {
    return EXACT.readTree(body.toByteArray());
  }

  static JsonNode read(byte[] bytes, int start, int length) {
    return EXACT.readTree(bytes, start, length);
  }

  static JsonNode read(String text) {
    return EXACT.readTree(text);
  }
}
