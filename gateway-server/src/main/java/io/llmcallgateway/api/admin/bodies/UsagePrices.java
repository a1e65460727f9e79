package io.llmcallgateway.api.admin.bodies;

import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Usage;
import org.jspecify.annotations.Nullable;

/// What usage costs by the prices in force.
public interface UsagePrices {
  /// Returns the cost of a usage; unknown if there is no price.
  ///
  /// @param returned the model as the answer names it; null if it does not
  /// @param atMillis epoch milliseconds
  Cost cost(String provider, String model, @Nullable String returned, Usage usage, long atMillis);
}
