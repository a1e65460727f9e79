package io.llmcallgateway.bootstrap;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.meter.CostMeter;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.relay.Bookkeeping;
import io.llmcallgateway.route.Target;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tells what a target's answer cost by the prices that were in force when the call came: looked up
/// by provider and model sent, never by address. Thread-safe.
final class CallPricing implements Bookkeeping.Pricing {
  private final Prices prices;
  private final Supplier<Catalog> catalog;

  CallPricing(Prices prices, Supplier<Catalog> catalog) {
    this.prices = prices;
    this.catalog = catalog;
  }

  @Override
  public Cost cost(Target target, @Nullable String returned, Usage usage, long atMillis) {
    var list = catalog.get().prices(target.provider().id());
    return CostMeter.cost(prices.book(), list, target.model(), returned, usage, atMillis);
  }
}
