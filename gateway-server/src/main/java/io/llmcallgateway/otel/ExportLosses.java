package io.llmcallgateway.otel;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts losses on the way to the collector and reports them in the log, at most once a minute.
final class ExportLosses {
  private static final Logger LOG = LoggerFactory.getLogger(ExportLosses.class);
  private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong spans = new AtomicLong();
  private final AtomicLong reports = new AtomicLong();
  private volatile @Nullable String reason;
  private long reported;
  private long reportedAt;

  /// Counts calls for which the queue had no room.
  void calls(long more) {
    calls.addAndGet(more);
  }

  /// Counts spans for which the queue had no room, or that the collector did not accept.
  void spans(long more) {
    spans.addAndGet(more);
  }

  /// Counts a lost report of metrics; the next report has its numbers too.
  void metricReport() {
    reports.incrementAndGet();
  }

  /// Sets the reason that the SDK gives.
  void because(String why) {
    reason = why;
  }

  long lostCalls() {
    return calls.get();
  }

  long lostSpans() {
    return spans.get();
  }

  /// Logs new losses. Called periodically by one thread.
  ///
  /// @param last whether to report even within a minute of the last report
  void report(boolean last) {
    long lost = calls.get() + spans.get() + reports.get();
    if (lost == reported) return;
    long now = System.nanoTime();
    if (reported != 0 && !last && now - reportedAt < INTERVAL_NANOS) return;
    reported = lost;
    reportedAt = now;
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
