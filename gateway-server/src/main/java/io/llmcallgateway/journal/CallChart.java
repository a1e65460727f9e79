package io.llmcallgateway.journal;

import java.util.List;

/// Sums of calls over time.
///
/// @param from the beginning of the first stretch, epoch milliseconds
/// @param step the length of each, in milliseconds
/// @param outliers of those calls that were looked at one by one
/// @param lookedUntil the time down to which calls were looked at, -1 where all were
public record CallChart(
    long from, long step, List<CallSums> stretches, List<Outlier> outliers, long lookedUntil) {
  public CallChart {
    stretches = List.copyOf(stretches);
    outliers = List.copyOf(outliers);
  }

  /// A call that is among the greatest in something.
  public record Outlier(CallLine call, CallAnalysis.Top by) {}
}
