package io.llmcallgateway.model.chat;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Something the model may call.
public sealed interface Tool {

  /// A function that the client runs.
  ///
  /// @param schema JSON Schema of the arguments; null where none was given (no arguments)
  /// @param form the shape it has at its client, where that is not a function of this name
  record Function(
      String name,
      @Nullable String description,
      @Nullable JsonNode schema,
      @Nullable Boolean strict,
      @Nullable CacheMark cache,
      Extras extras,
      @Nullable ToolForm form)
      implements Tool {
    public Function(
        String name,
        @Nullable String description,
        @Nullable JsonNode schema,
        @Nullable Boolean strict,
        @Nullable CacheMark cache,
        Extras extras) {
      this(name, description, schema, strict, cache, extras, null);
    }

    public Function named(String other) {
      return new Function(other, description, schema, strict, cache, extras, form);
    }

    public Function with(@Nullable CacheMark mark) {
      return new Function(name, description, schema, strict, mark, extras, form);
    }

    /// The same as a plain function.
    public Function plain() {
      return new Function(name, description, schema, strict, cache, extras, null);
    }

    /// Whether its client knows it as a custom tool.
    public boolean custom() {
      return form != null && form.kind() == ToolForm.Kind.CUSTOM;
    }
  }

  /// A tool that only its own dialect knows (web search, code execution, a custom grammar).
  ///
  /// @param type the vendor's name of it, for telling what was left out
  record Foreign(String dialect, String type, ObjectNode node) implements Tool {}
}
