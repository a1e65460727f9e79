package io.llmcallgateway.catalog.price;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Prices that hold at some times. Of several that hold, the last one counts.
///
/// @param from the first day, in UTC
/// @param until the day on which they no longer hold
/// @param hours in which they hold each day
/// @param searchContexts prices by the size of what was searched, over the others
/// @param searchOnce whether an answer is billed one search however many were made
/// @param tiers by the size of the whole input, the smallest first
public record PricePeriod(
    @Nullable LocalDate from,
    @Nullable LocalDate until,
    @Nullable Hours hours,
    Rates rates,
    Map<String, Rates> searchContexts,
    boolean searchOnce,
    List<Tier> tiers) {

  /// A part of each day in UTC, past midnight where it ends before it begins.
  public record Hours(LocalTime from, LocalTime to) {
    boolean hold(LocalTime time) {
      boolean begun = !time.isBefore(from);
      boolean open = time.isBefore(to);
      return from.isBefore(to) ? begun && open : begun || open;
    }
  }

  /// Prices of all tokens of a request whose input has more than `above` tokens.
  public record Tier(long above, Rates rates) {}

  public PricePeriod {
    searchContexts = Map.copyOf(searchContexts);
    tiers = List.copyOf(tiers);
  }

  boolean holds(Instant at) {
    var time = at.atOffset(ZoneOffset.UTC);
    var day = time.toLocalDate();
    return (from == null || !day.isBefore(from))
        && (until == null || day.isBefore(until))
        && (hours == null || hours.hold(time.toLocalTime()));
  }

  /// The rates of a request with so many tokens of input, and what was searched.
  Rates rates(long input, @Nullable String searchContext) {
    var held = rates;
    for (var tier : tiers) if (input > tier.above()) held = tier.rates().over(rates);
    var searched = searchContext == null ? null : searchContexts.get(searchContext);
    return searched == null ? held : searched.over(held);
  }
}
