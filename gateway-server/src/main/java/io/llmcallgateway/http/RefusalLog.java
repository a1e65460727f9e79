package io.llmcallgateway.http;

import io.llmcallgateway.model.Failure;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs requests that are refused before they become calls: a wrong key, an unknown path. Writes at
/// most `MOST` lines a minute, then the number of those left out; the metrics count them all.
final class RefusalLog {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final int MOST = 20;
  private static final int LONGEST = 200;

  private final AtomicLong minute = new AtomicLong(System.nanoTime());
  private final AtomicInteger written = new AtomicInteger();

  void refused(HttpCall call, Failure failure) {
    turnMinute();
    if (written.incrementAndGet() > MOST) return;
    LOG.warn(
        "refused {} {} from {}: {} ({})",
        shown(call.method()),
        shown(call.path()), // without the query, which may hold a key
        call.client().address(),
        failure.status(),
        failure.kind().text());
  }

  private void turnMinute() {
    long began = minute.get();
    long now = System.nanoTime();
    if (now - began < MINUTE || !minute.compareAndSet(began, now)) return;
    int more = written.getAndSet(0) - MOST;
    if (more > 0) LOG.warn("refused {} more requests in the minute before", more);
  }

  /// Returns the text, cut to `LONGEST` characters.
  private static String shown(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
