package io.llmcallgateway.app;

import io.llmcallgateway.catalog.BuiltIn;
import io.llmcallgateway.config.Problem;
import io.llmcallgateway.config.Settings;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.relay.Bookkeeping;
import io.llmcallgateway.route.Target;
import java.util.List;
import java.util.function.Function;

/// What recorded calls cost by the prices of the settings, without a running gateway.
public final class KeptPrices {
  private KeptPrices() {}

  /// The cost of a call with usage. Calls to providers that are not configured keep theirs.
  ///
  /// @throws Refusal where the settings make no catalogue
  public static Function<CallRecord, Cost> of(Settings settings) throws Refusal {
    var assembled = CatalogAssembly.assemble(settings, BuiltIn.load());
    if (!assembled.problems().isEmpty()) {
      List<String> problems = assembled.problems().stream().map(Problem::toString).toList();
      throw new Refusal(problems);
    }
    var catalog = assembled.catalog();
    Bookkeeping.Pricing pricing = (_, _, _) -> Cost.UNKNOWN;
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
