package io.llmcallgateway.bootstrap;

import io.llmcallgateway.api.admin.bodies.TargetRules;
import io.llmcallgateway.api.admin.bodies.UsagePrices;
import io.llmcallgateway.catalog.ExplainedRule;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules and prices of the configuration in force, by the names that records have of providers.
record LiveRules(GatewaySnapshot.Source live) implements TargetRules, UsagePrices {
  @Override
  public List<ExplainedRule> of(String provider, String model) {
    var catalog = live.current().catalog();
    var known = catalog.provider(provider);
    return known == null ? List.of() : catalog.told(known, model);
  }

  @Override
  public Cost cost(
      String provider, String model, @Nullable String returned, Usage usage, long atMillis) {
    var snapshot = live.current();
    var known = snapshot.catalog().provider(provider);
    return known == null
        ? Cost.UNKNOWN
        : snapshot.pricing().cost(known, model, returned, usage, atMillis);
  }
}
