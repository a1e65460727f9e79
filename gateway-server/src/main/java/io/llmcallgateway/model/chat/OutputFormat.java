package io.llmcallgateway.model.chat;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The required form of an answer; null stands for free text.
public sealed interface OutputFormat {
  /// Any JSON object.
  record JsonObject() implements OutputFormat {}

  /// JSON by a schema. `name` is generated if the dialect has none.
  record JsonSchema(
      String name, @Nullable String description, JsonNode schema, @Nullable Boolean strict)
      implements OutputFormat {}
}
