package io.llmcallgateway.model.chat;

import java.util.List;

/// Tells which tools the model may or must call.
public sealed interface ToolChoice {
  record Auto() implements ToolChoice {}

  record None() implements ToolChoice {}

  /// Any one of them.
  record Required() implements ToolChoice {}

  /// This one.
  record Named(String name) implements ToolChoice {}

  /// One of these, if `required`, else these or none.
  record Allowed(List<String> names, boolean required) implements ToolChoice {
    public Allowed {
      names = List.copyOf(names);
    }
  }

  /// Whether it forces a call.
  default boolean forces() {
    return switch (this) {
      case Auto _, None _ -> false;
      case Required _, Named _ -> true;
      case Allowed allowed -> allowed.required();
    };
  }
}
