package io.llmcallgateway.journal;

import io.llmcallgateway.journal.CallSums.Count;
import org.jspecify.annotations.Nullable;

/// Sums of the calls of a stretch of time and a group.
///
/// @param start of the stretch, epoch milliseconds
/// @param group the facet's value; `OTHER` for all that got no row of their own
public record SumsRow(long start, @Nullable String group, CallSums sums) {
  public static final String OTHER = "other";

  public long calls() {
    return sums.get(Count.CALLS);
  }

  /// The cost in nano-USD.
  public long nanos() {
    return sums.get(Count.NANOS);
  }
}
