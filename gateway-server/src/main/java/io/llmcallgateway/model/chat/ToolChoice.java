package io.llmcallgateway.model.chat;

import java.util.List;

/// The tools that the model may or must call.
public sealed interface ToolChoice {
  record Auto() implements ToolChoice {}

  record None() implements ToolChoice {}

  /// At least one call of any tool.
  record Required() implements ToolChoice {}

  /// A call of the named tool.
  record Named(String name) implements ToolChoice {}

  /// A call of one of the named tools if `required`, else of one of them or none.
  record Allowed(List<String> names, boolean required) implements ToolChoice {
    public Allowed {
      names = List.copyOf(names);
    }
  }

  /// True if the model must call a tool.
  default boolean forces() {
    return switch (this) {
      case Auto _, None _ -> false;
      case Required _, Named _ -> true;
      case Allowed allowed -> allowed.required();
    };
  }
}
