package io.llmcallgateway.otel;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts what did not reach the collector and says so in the log, at most once a minute.
final class Losses {
  private static final Logger LOG = LoggerFactory.getLogger(Losses.class);
  private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong spans = new AtomicLong();
  private final AtomicLong reports = new AtomicLong();
  private volatile @Nullable String reason;
  private long told;
  private long toldAt;

  /// Calls that found no room to wait in.
  void calls(long more) {
    calls.addAndGet(more);
  }

  void spans(long more) {
    spans.addAndGet(more);
  }

  /// A report of metrics; the next one tells the same and more.
  void report() {
    reports.incrementAndGet();
  }

  /// What the library says about why.
  void because(String why) {
    reason = why;
  }

  long lostCalls() {
    return calls.get();
  }

  long lostSpans() {
    return spans.get();
  }

  /// To be called now and then, by one thread.
  void tell(boolean last) {
    long lost = calls.get() + spans.get() + reports.get();
    if (lost == told) return;
    long now = System.nanoTime();
    if (told != 0 && !last && now - toldAt < INTERVAL_NANOS) return;
    told = lost;
    toldAt = now;
    LOG.atWarn()
        .addKeyValue("calls", calls.get())
        .addKeyValue("spans", spans.get())
        .addKeyValue("metric-reports", reports.get())
        .log(
            "the OpenTelemetry collector did not get all; lost since the start, calls are not"
                + " affected{}",
            reason == null ? "" : ": " + reason);
  }
}
