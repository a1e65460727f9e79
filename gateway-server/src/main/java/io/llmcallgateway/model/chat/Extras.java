package io.llmcallgateway.model.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Members that only their own dialect has, kept for requests and answers in that dialect.
///
/// @param dialect the dialect of the members, as in `Dialect.id`
public record Extras(String dialect, Map<String, JsonNode> fields) {
  public static final Extras NONE = new Extras("", Map.of());

  public Extras {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /// Returns the members for a target dialect; none if they are of another one.
  public Map<String, JsonNode> in(String target) {
    return dialect.equals(target) ? fields : Map.of();
  }
}
