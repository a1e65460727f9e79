package io.llmcallgateway.app;

import io.llmcallgateway.catalog.BuiltIn;
import io.llmcallgateway.config.Loaded;
import io.llmcallgateway.config.Problem;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.route.Target;
import java.util.ArrayList;
import java.util.function.Function;

/// What recorded calls cost by the prices of the settings, without a running gateway.
public final class KeptPrices {
  private KeptPrices() {}

  /// The cost of a call with usage. Calls to providers that are not configured keep theirs.
  ///
  /// @throws Refusal where the settings make no catalogue
  public static Function<CallRecord, Cost> of(Loaded loaded) throws Refusal {
    var builtIn = BuiltIn.load();
    var prices = Prices.of(loaded, builtIn);
    var assembled = CatalogAssembly.assemble(loaded.settings(), builtIn, prices::lists);
    var problems = new ArrayList<>(assembled.problems());
    problems.addAll(prices.problems());
    if (!problems.isEmpty()) throw new Refusal(problems.stream().map(Problem::toString).toList());
    var catalog = assembled.catalog();
    var pricing = new CallPricing(prices, () -> catalog);
    return call -> {
      var usage = call.usage();
      var id = call.models().provider();
      var model = call.models().sent();
      var provider = id == null ? null : catalog.provider(id);
      if (usage == null || provider == null || model == null) return call.cost();
      return pricing.cost(new Target(provider, model), usage, call.startedAt());
    };
  }
}
