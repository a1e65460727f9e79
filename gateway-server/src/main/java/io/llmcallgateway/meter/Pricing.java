package io.llmcallgateway.meter;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Usage;
import org.jspecify.annotations.Nullable;

/// The cost of what a provider's answer used. Thread-safe.
public interface Pricing {
  /// Returns what a usage costs by the prices in force at a time.
  ///
  /// @param model as it was sent to the provider
  /// @param returned the model as the answer names it, null where it does not
  /// @param atMillis epoch milliseconds
  Cost cost(Provider provider, String model, @Nullable String returned, Usage usage, long atMillis);
}
