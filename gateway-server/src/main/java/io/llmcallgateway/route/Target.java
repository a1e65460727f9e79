package io.llmcallgateway.route;

import io.llmcallgateway.catalog.Provider;

/// One provider and the model name it gets.
public record Target(Provider provider, String model) {
  /// The suffix of a name by which Claude's agents ask for a context of a million tokens.
  public static final String LONG_CONTEXT = "[1m]";
}
