package io.llmcallgateway.otel;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts what did not reach the collector and reports it in the log, at most once a minute.
final class ExportLosses {
  private static final Logger LOG = LoggerFactory.getLogger(ExportLosses.class);
  private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong spans = new AtomicLong();
  private final AtomicLong reports = new AtomicLong();
  private volatile @Nullable String reason;
  private long reported;
  private long reportedAt;

  /// Counts calls that found no room to wait in.
  void calls(long more) {
    calls.addAndGet(more);
  }

  /// Counts spans that found no room, or that the collector did not take.
  void spans(long more) {
    spans.addAndGet(more);
  }

  /// Counts a report of metrics; the next one tells the same and more.
  void metricReport() {
    reports.incrementAndGet();
  }

  /// Takes what the SDK says about the reason.
  void because(String why) {
    reason = why;
  }

  long lostCalls() {
    return calls.get();
  }

  long lostSpans() {
    return spans.get();
  }

  /// Reports losses that are new, in the log. Called now and then, by one thread.
  ///
  /// @param last whether a report that came less than a minute ago does not matter
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
