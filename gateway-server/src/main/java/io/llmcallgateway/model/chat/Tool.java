package io.llmcallgateway.model.chat;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A tool that the model may call.
public sealed interface Tool {

  /// A function that the client runs.
  ///
  /// @param schema JSON Schema of the arguments; null if none was given (no arguments)
  /// @param form the tool's form in the client's format if it is not a function of this name there
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

    /// Returns this as a plain function, without its form.
    public Function plain() {
      return new Function(name, description, schema, strict, cache, extras, null);
    }

    /// True if the client's format has it as a custom tool.
    public boolean custom() {
      return form != null && form.kind() == ToolForm.Kind.CUSTOM;
    }
  }

  /// A tool that only its own dialect has (web search, code execution, a custom grammar).
  ///
  /// @param type the vendor's name for it, for reporting it as left out
  record Foreign(String dialect, String type, ObjectNode node) implements Tool {}
}
