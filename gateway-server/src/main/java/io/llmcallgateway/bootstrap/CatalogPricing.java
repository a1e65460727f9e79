package io.llmcallgateway.bootstrap;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.catalog.price.PriceVersion;
import io.llmcallgateway.meter.CostMeter;
import io.llmcallgateway.meter.Pricing;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Usage;
import org.jspecify.annotations.Nullable;

/// Prices usage by one state of the catalogue and of the price book. Prices are looked up by
/// provider and model sent, never by address. Thread-safe.
record CatalogPricing(Catalog catalog, PriceVersion prices) implements Pricing {
  @Override
  public Cost cost(
      Provider provider, String model, @Nullable String returned, Usage usage, long atMillis) {
    var list = catalog.prices(provider.id());
    return CostMeter.cost(prices.book(), list, model, returned, usage, atMillis);
  }
}
