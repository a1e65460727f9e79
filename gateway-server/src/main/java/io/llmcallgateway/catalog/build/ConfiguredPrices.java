package io.llmcallgateway.catalog.build;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.price.PriceBook;
import io.llmcallgateway.config.ConfigException;
import io.llmcallgateway.config.LoadedConfiguration;
import io.llmcallgateway.meter.CostMeter;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.record.CallRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/// The prices of a configuration, for commands that need no running gateway.
public final class ConfiguredPrices {
  private final Catalog catalog;
  private final PriceBook book;

  private ConfiguredPrices(Catalog catalog, PriceBook book) {
    this.catalog = catalog;
    this.book = book;
  }

  /// Returns the prices of a loaded configuration.
  ///
  /// @throws Refusal where a gateway would not start with it
  public static ConfiguredPrices of(LoadedConfiguration loaded) throws ConfigException {
    var builtIn = BuiltInData.load();
    var prices = PriceFiles.of(loaded, builtIn);
    var assembled = CatalogBuilder.build(loaded, builtIn, prices);
    var problems = new ArrayList<>(assembled.problems());
    problems.addAll(prices.problems());
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new ConfiguredPrices(assembled.catalog(), prices.book());
  }

  public PriceBook book() {
    return book;
  }

  /// Returns the ids of the providers that are switched on.
  public SequencedSet<String> providers() {
    var ids = new LinkedHashSet<>(catalog.providers().keySet());
    var upstream = catalog.defaultUpstream();
    if (upstream != null) ids.add(upstream.id());
    return ids;
  }

  /// Returns the list of prices for a provider.
  public String list(String provider) {
    return catalog.prices(provider);
  }

  /// Returns the cost of a call by the prices of its time; the recorded cost if its tokens are
  /// unknown.
  public Cost cost(CallRecord call) {
    var usage = call.usage();
    var provider = call.models().provider();
    var model = call.models().sent();
    if (usage == null || provider == null || model == null) return call.cost();
    return CostMeter.cost(
        book, list(provider), model, call.models().returned(), usage, call.startedAt());
  }
}
