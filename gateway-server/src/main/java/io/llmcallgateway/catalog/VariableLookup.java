package io.llmcallgateway.catalog;

import org.jspecify.annotations.Nullable;

/// Looks variables up by their names.
public interface VariableLookup {
  /// The value of a variable; null where it is not set.
  @Nullable String get(String name);
}
