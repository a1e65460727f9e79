package io.llmcallgateway.alert;

import io.llmcallgateway.journal.Histogram;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Counts calls by the minute of their end, as far back as the longest window. Not thread-safe.
final class SlidingWindow {
  private final @Nullable Bucket[] ring;

  /// @param longest the longest possible window
  SlidingWindow(Duration longest) {
    ring = new Bucket[(int) longest.toMinutes() + 1];
  }

  private static final class Bucket {
    final long minute;
    long errors;
    final Histogram latency = new Histogram();

    Bucket(long minute) {
      this.minute = minute;
    }
  }

  /// Sums of the calls that ended in a window.
  record Window(long calls, long errors, Histogram latency) {}

  void add(Instant ended, boolean failed, long micros) {
    long minute = minute(ended);
    int at = (int) Math.floorMod(minute, (long) ring.length);
    var bucket = ring[at];
    if (bucket != null && bucket.minute > minute) return; // too old to be in any window
    if (bucket == null || bucket.minute < minute) {
      bucket = new Bucket(minute);
      ring[at] = bucket;
    }
    if (failed) bucket.errors++;
    bucket.latency.add(micros);
  }

  /// Returns the sums of a window. It is rounded up to whole minutes, so it may begin up to a
  /// minute earlier.
  Window window(Instant now, Duration length) {
    long last = minute(now);
    long first = last - length.toMinutes();
    long errors = 0;
    var latency = new Histogram();
    for (var bucket : ring) {
      if (bucket == null || bucket.minute < first || bucket.minute > last) continue;
      errors += bucket.errors;
      latency.add(bucket.latency);
    }
    return new Window(latency.count(), errors, latency);
  }

  private static long minute(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), 60L);
  }
}
