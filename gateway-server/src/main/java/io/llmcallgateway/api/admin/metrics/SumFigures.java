package io.llmcallgateway.api.admin.metrics;

import io.llmcallgateway.journal.CallSums;
import io.llmcallgateway.journal.CallSums.Count;
import io.llmcallgateway.journal.Histogram;
import tools.jackson.databind.node.ObjectNode;

/// Computes the figures of the metrics from sums of calls: rates, averages and percentiles.
/// Durations are in seconds, to the microsecond.
final class SumFigures {
  private SumFigures() {}

  static long successes(CallSums sums) {
    return sums.get(Count.CALLS) - sums.get(Count.ERRORS) - sums.get(Count.CANCELLED);
  }

  /// Returns the share of successful calls, from 0 to 1; 1 if there were no calls.
  static double successRate(CallSums sums) {
    long calls = sums.get(Count.CALLS);
    return calls == 0 ? 1 : (double) successes(sums) / calls;
  }

  static double averageLatency(CallSums sums) {
    return average(sums.get(Count.MICROS), sums.get(Count.CALLS));
  }

  static double averageFirstToken(CallSums sums) {
    return average(sums.get(Count.FIRST_TOKEN_MICROS), sums.get(Count.FIRST_TOKENS));
  }

  private static double average(long micros, long count) {
    return count == 0 ? 0 : Math.round((double) micros / count) / 1e6;
  }

  /// Writes the figures that were added after the first version of the metrics.
  static void putMore(CallSums sums, ObjectNode out) {
    var usage = sums.usage();
    long input = usage.promptTokens();
    out.put("cost_usd", sums.get(Count.NANOS) / 1e9);
    out.put("unpriced_requests", sums.get(Count.UNPRICED));
    out.put("input_tokens", input);
    out.put("output_tokens", usage.completionTokens());
    out.put("cached_tokens", usage.cacheRead());
    out.put("reasoning_tokens", usage.reasoning());
    out.put("cached_share", input == 0 ? 0 : (double) usage.cacheRead() / input);
    out.put("time_to_first_token_average", averageFirstToken(sums));
    for (int percent : new int[] {50, 95, 99}) {
      out.put("latency_p" + percent, quantile(sums.latency(), percent));
      out.put("time_to_first_token_p" + percent, quantile(sums.firstToken(), percent));
    }
    out.put("overhead_average", average(sums.get(Count.OWN_MICROS), sums.get(Count.CALLS)));
    out.put("overhead_p95", quantile(sums.own(), 95));
  }

  private static double quantile(Histogram histogram, int percent) {
    return Math.max(0, histogram.quantile(percent / 100.0)) / 1e6;
  }
}
