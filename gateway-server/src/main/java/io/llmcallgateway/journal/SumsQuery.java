package io.llmcallgateway.journal;

import org.jspecify.annotations.Nullable;

/// A query for sums: a row for each stretch of time and each value of a facet.
///
/// @param from inclusive, epoch milliseconds; -1 for all that is kept
/// @param to exclusive, epoch milliseconds; -1 for up to now
/// @param step one row per step; TOTAL makes one of all
/// @param groupBy `model`, `provider`, `key`, `code` or `tag:NAME`; null for one group
/// @param most groups that get rows of their own, which are those with the most calls
/// @param model only calls that asked for it
public record SumsQuery(
    long from,
    long to,
    Step step,
    @Nullable String groupBy,
    int most,
    @Nullable String model,
    @Nullable String provider,
    @Nullable String key) {

  /// Stretches of time; hours and days begin as in the gateway's time zone.
  public enum Step {
    MINUTE,
    HOUR,
    DAY,
    TOTAL
  }
}
