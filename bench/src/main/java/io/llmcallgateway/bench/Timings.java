package io.llmcallgateway.bench;

import java.util.Arrays;
import java.util.Locale;

/// How long one kind of query took, in nanoseconds, the first by itself: it finds caches empty.
///
/// @param sorted all but the first, in order
/// @param rows what the queries found in all
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Timings(String name, double targetMillis, long first, long[] sorted, long rows) {
  static Timings of(String name, double targetMillis, long[] nanos, long rows) {
    var rest = Arrays.copyOfRange(nanos, 1, nanos.length);
    Arrays.sort(rest);
    return new Timings(name, targetMillis, nanos[0], rest, rows);
  }

  double millis(double share) {
    int at = (int) Math.ceil(share * sorted.length) - 1;
    return sorted.length == 0 ? first / 1e6 : sorted[Math.max(0, at)] / 1e6;
  }

  boolean passes() {
    return millis(0.95) <= targetMillis;
  }

  static String head() {
    return """
    | query | asked | found on average | first ms | p50 ms | p95 ms | p99 ms | max ms | target p95 | |
    |---|--:|--:|--:|--:|--:|--:|--:|--:|---|
    """;
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.0f | %s |%n",
        name,
        sorted.length + 1,
        (double) rows / (sorted.length + 1),
        first / 1e6,
        millis(0.5),
        millis(0.95),
        millis(0.99),
        millis(1),
        targetMillis,
        passes() ? "PASS" : "FAIL");
  }
}
