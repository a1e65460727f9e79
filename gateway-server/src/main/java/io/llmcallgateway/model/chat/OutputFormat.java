package io.llmcallgateway.model.chat;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The form an answer must have; none means free text.
public sealed interface OutputFormat {
  /// Any JSON object.
  record JsonObject() implements OutputFormat {}

  /// JSON of a schema. `name` is made up where a dialect has none.
  record JsonSchema(
      String name, @Nullable String description, JsonNode schema, @Nullable Boolean strict)
      implements OutputFormat {}
}
