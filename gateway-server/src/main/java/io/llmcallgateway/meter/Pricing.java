package io.llmcallgateway.meter;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Usage;
import org.jspecify.annotations.Nullable;

/// Computes the cost of a call by the prices in force. Thread-safe.
public interface Pricing {
  /// Returns the cost of a usage by the prices in force at a time.
  ///
  /// @param model the model as sent to the provider
  /// @param returned the model as the answer names it; null if it does not
  /// @param atMillis epoch milliseconds
  Cost cost(Provider provider, String model, @Nullable String returned, Usage usage, long atMillis);
}
