package io.llmcallgateway.catalog.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model of a price list.
///
/// @param match names that mean it: exact, with `*` at an end, or `/a regular expression/`; in any
///   case
/// @param service what a service tier does to the list's prices, over what the list says
public record PricedModel(
    String name, List<String> match, List<PricePeriod> periods, Map<String, BigDecimal> service) {
  public PricedModel {
    match = List.copyOf(match);
    periods = List.copyOf(periods);
    service = Map.copyOf(service);
  }

  @Nullable PricePeriod at(Instant at) {
    for (var period : periods.reversed()) if (period.holds(at)) return period;
    return null;
  }
}
