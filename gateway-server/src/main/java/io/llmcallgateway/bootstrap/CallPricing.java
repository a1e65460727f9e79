package io.llmcallgateway.bootstrap;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.catalog.build.PriceFiles;
import io.llmcallgateway.meter.CostMeter;
import io.llmcallgateway.meter.Pricing;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Usage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tells what a target's answer cost by the prices that were in force when the call came: looked up
/// by provider and model sent, never by address. Thread-safe.
final class CallPricing implements Pricing {
  private final PriceFiles prices;
  private final Supplier<Catalog> catalog;

  CallPricing(PriceFiles prices, Supplier<Catalog> catalog) {
    this.prices = prices;
    this.catalog = catalog;
  }

  @Override
  public Cost cost(
      Provider provider, String model, @Nullable String returned, Usage usage, long atMillis) {
    var list = catalog.get().prices(provider.id());
    return CostMeter.cost(prices.book(), list, model, returned, usage, atMillis);
  }
}
