package io.llmcallgateway.catalog.price;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Prices that hold at some times. Of several that hold, the last one counts.
///
/// @param from the first day, in UTC
/// @param until the day on which they no longer hold
/// @param hours in which they hold each day
/// @param tiers by the size of the whole input, the smallest first
public record PricePeriod(
    @Nullable LocalDate from,
    @Nullable LocalDate until,
    @Nullable Hours hours,
    Rates rates,
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
    tiers = List.copyOf(tiers);
  }

  boolean holds(Instant at) {
    var time = at.atOffset(ZoneOffset.UTC);
    var day = time.toLocalDate();
    return (from == null || !day.isBefore(from))
        && (until == null || day.isBefore(until))
        && (hours == null || hours.hold(time.toLocalTime()));
  }

  /// The rates of a request with so many tokens of input.
  Rates rates(long input) {
    var held = rates;
    for (var tier : tiers) if (input > tier.above()) held = tier.rates().over(rates);
    return held;
  }
}
