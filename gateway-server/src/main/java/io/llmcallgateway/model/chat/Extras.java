package io.llmcallgateway.model.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Members that only their own dialect knows, kept to be given back to it.
///
/// @param dialect the dialect they came in, as `Dialect.id` has it
public record Extras(String dialect, Map<String, JsonNode> fields) {
  public static final Extras NONE = new Extras("", Map.of());

  public Extras {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /// The members for a writer of that dialect: none where they came in another one.
  public Map<String, JsonNode> in(String target) {
    return dialect.equals(target) ? fields : Map.of();
  }
}
