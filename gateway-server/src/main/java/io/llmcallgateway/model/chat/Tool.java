package io.llmcallgateway.model.chat;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Something the model may call.
public sealed interface Tool {

  /// A function that the client runs.
  ///
  /// @param schema JSON Schema of the arguments; null where none was given (no arguments)
  record Function(
      String name,
      @Nullable String description,
      @Nullable JsonNode schema,
      @Nullable Boolean strict,
      @Nullable CacheMark cache,
      Extras extras)
      implements Tool {}

  /// A tool that only its own dialect knows (web search, code execution, a custom grammar).
  ///
  /// @param type the vendor's name of it, for telling what was left out
  record Foreign(String dialect, String type, ObjectNode node) implements Tool {}
}
