package io.llmcallgateway.catalog;

import org.jspecify.annotations.Nullable;

/// Looks up variables by name.
public interface VariableLookup {
  /// Returns the value of a variable; null if it is not set.
  @Nullable String get(String name);
}
