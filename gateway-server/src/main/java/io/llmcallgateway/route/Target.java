package io.llmcallgateway.route;

import io.llmcallgateway.catalog.Provider;

/// A provider and the name of the model there.
public record Target(Provider provider, String model) {
  /// The suffix with which Claude's agents ask for a context of a million tokens.
  public static final String LONG_CONTEXT = "[1m]";
}
