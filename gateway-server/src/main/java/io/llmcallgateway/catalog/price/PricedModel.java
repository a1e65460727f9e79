package io.llmcallgateway.catalog.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model of a price list.
///
/// @param match patterns for its names: exact, with `*` at an end, or `/a regular expression/`;
///   case-insensitive
/// @param service factors of service tiers, which override the list's
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
