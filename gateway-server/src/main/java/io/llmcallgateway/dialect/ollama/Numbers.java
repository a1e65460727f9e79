package io.llmcallgateway.dialect.ollama;

import io.llmcallgateway.wire.Json;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON whose numbers stay as they were written: arguments cross as objects here.
final class Numbers {
  static final JsonMapper EXACT =
      Json.MAPPER
          .rebuild()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Numbers() {}
}
