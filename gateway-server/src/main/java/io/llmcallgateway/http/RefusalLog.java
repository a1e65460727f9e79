package io.llmcallgateway.http;

import io.llmcallgateway.model.Failure;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the system log of requests that never became calls: a wrong key, an unknown path. At most
/// `MOST` lines a minute, then how many there were besides; the metrics count them all.
final class RefusalLog {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final int MOST = 20;
  private static final int LONGEST = 200;

  private final AtomicLong minute = new AtomicLong(System.nanoTime());
  private final AtomicInteger told = new AtomicInteger();

  void refused(HttpCall call, Failure failure) {
    turnMinute();
    if (told.incrementAndGet() > MOST) return;
    LOG.warn(
        "refused {} {} from {}: {} ({})",
        shown(call.method()),
        shown(call.path()),
        call.client().address(),
        failure.status(),
        failure.kind().text());
  }

  private void turnMinute() {
    long began = minute.get();
    long now = System.nanoTime();
    if (now - began < MINUTE || !minute.compareAndSet(began, now)) return;
    int more = told.getAndSet(0) - MOST;
    if (more > 0) LOG.warn("refused {} more requests in the minute before", more);
  }

  /// The path alone: a query may hold a key.
  private static String shown(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
