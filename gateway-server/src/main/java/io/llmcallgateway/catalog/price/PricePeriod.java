package io.llmcallgateway.catalog.price;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Prices that apply in a period. If several apply, the last one counts.
///
/// @param from the first day, in UTC
/// @param until the day after the last
/// @param hours the daily hours in which they apply
/// @param searchContexts prices by the size of the search context, which override the others
/// @param searchOnce whether each answer is billed as one search regardless of the number of
///   searches
/// @param tiers by the size of the whole input, the smallest first
public record PricePeriod(
    @Nullable LocalDate from,
    @Nullable LocalDate until,
    @Nullable Hours hours,
    Rates rates,
    Map<String, Rates> searchContexts,
    boolean searchOnce,
    List<Tier> tiers) {

  /// A part of each day in UTC, past midnight if it ends before it begins.
  public record Hours(LocalTime from, LocalTime to) {
    boolean hold(LocalTime time) {
      boolean begun = !time.isBefore(from);
      boolean open = time.isBefore(to);
      return from.isBefore(to) ? begun && open : begun || open;
    }
  }

  /// The prices of all tokens of a request whose input has more than `above` tokens.
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

  /// Returns the input tokens above which the prices of a request apply; -1 if they are the plain
  /// ones.
  long above(long input) {
    long above = -1;
    for (var tier : tiers) if (input > tier.above()) above = tier.above();
    return above;
  }

  /// Returns the rates for a request by its input tokens and search context.
  Rates rates(long input, @Nullable String searchContext) {
    var held = rates;
    for (var tier : tiers) if (input > tier.above()) held = tier.rates().over(rates);
    var searched = searchContext == null ? null : searchContexts.get(searchContext);
    return searched == null ? held : searched.over(held);
  }
}
