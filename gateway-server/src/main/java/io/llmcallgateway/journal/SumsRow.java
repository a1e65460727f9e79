package io.llmcallgateway.journal;

import io.llmcallgateway.model.Usage;
import org.jspecify.annotations.Nullable;

/// Sums of calls. Durations in microseconds, cost in nano-USD.
///
/// @param start of the stretch, epoch milliseconds
/// @param group the facet's value; `OTHER` for all that got no row of their own
/// @param unpriced calls with usage whose price is not known
/// @param firstTokens calls that had a first token
/// @param latency of calls, `firstToken` to the first content, `own` the gateway's share
public record SumsRow(
    long start,
    @Nullable String group,
    long calls,
    long errors,
    long cancelled,
    Usage usage,
    long nanos,
    long unpriced,
    long micros,
    long firstTokens,
    long firstTokenMicros,
    long ownMicros,
    Histogram latency,
    Histogram firstToken,
    Histogram own) {
  public static final String OTHER = "other";
}
