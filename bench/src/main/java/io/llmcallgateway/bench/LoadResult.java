package io.llmcallgateway.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a load came to. Latencies in µs, from a request's start to its answer's last byte, or first
/// byte where the name says so.
record LoadResult(
    int calls,
    int errors,
    @Nullable String firstError,
    double seconds,
    double callsPerSecond,
    long firstByteP50,
    long p50,
    long p99,
    long max) {

  /// Counts while the load runs; keeps every latency, so percentiles are exact.
  static final class Tally {
    private final long[] firstBytes;
    private final long[] wholes;
    private int succeeded;
    private int errors;
    private @Nullable String firstError;

    Tally(int calls) {
      firstBytes = new long[calls];
      wholes = new long[calls];
    }

    void succeed(long firstByteNanos, long wholeNanos) {
      firstBytes[succeeded] = firstByteNanos;
      wholes[succeeded] = wholeNanos;
      succeeded++;
    }

    void fail(int calls, String why) {
      errors += calls;
      if (firstError == null) firstError = why;
    }

    LoadResult result(long nanos) {
      Arrays.sort(firstBytes, 0, succeeded);
      Arrays.sort(wholes, 0, succeeded);
      double seconds = nanos / 1e9;
      return new LoadResult(
          succeeded,
          errors,
          firstError,
          seconds,
          succeeded / seconds,
          percentile(firstBytes, 0.5),
          percentile(wholes, 0.5),
          percentile(wholes, 0.99),
          percentile(wholes, 1));
    }

    private long percentile(long[] sorted, double share) {
      if (succeeded == 0) return 0;
      int at = (int) Math.ceil(share * succeeded) - 1;
      return TimeUnit.NANOSECONDS.toMicros(sorted[Math.max(0, at)]);
    }
  }
}
