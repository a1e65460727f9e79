package io.llmcallgateway.otel;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Passes spans to the SDK's batch processor and counts those that do not reach the collector. The
/// queue is bounded here, since the batch processor drops spans without notice.
final class CountingSpanProcessor implements SpanProcessor {
  private static final int ROOM = 8_192; // spans
  private static final int BATCH = 512;
  private static final Duration DELAY = Duration.ofSeconds(1);

  private final ExportLosses losses;
  private final AtomicInteger pending = new AtomicInteger(); // waiting or being sent
  private final BatchSpanProcessor batches;
  private volatile boolean finished;

  CountingSpanProcessor(SpanExporter exporter, ExportLosses losses) {
    this.losses = losses;
    batches =
        BatchSpanProcessor.builder(new CountingExporter(exporter))
            .setMaxQueueSize(ROOM)
            .setMaxExportBatchSize(BATCH)
            .setScheduleDelay(DELAY)
            .build();
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    // sent at its end
  }

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (!span.getSpanContext().isSampled()) return;
    if (pending.incrementAndGet() > ROOM) {
      pending.decrementAndGet();
      losses.spans(1);
      return;
    }
    batches.onEnd(span);
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  /// Sends all waiting spans within a time; the rest is lost. Nothing is counted after that.
  void finish(Duration patience) {
    batches.forceFlush().join(patience.toNanos(), TimeUnit.NANOSECONDS);
    synchronized (pending) {
      finished = true;
      losses.spans(pending.get());
    }
  }

  @Override
  public CompletableResultCode forceFlush() {
    return batches.forceFlush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return batches.shutdown();
  }

  /// Counts the spans that the batch processor hands to the exporter.
  private final class CountingExporter implements SpanExporter {
    private final SpanExporter exporter;

    CountingExporter(SpanExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      int count = spans.size(); // read first: after a time-out the batch processor empties its list
      if (finished) return CompletableResultCode.ofFailure();
      var result = exporter.export(spans);
      return result.whenComplete(() -> settled(count, result.isSuccess()));
    }

    private void settled(int count, boolean sent) {
      synchronized (pending) {
        if (finished) return; // counted as lost already
        pending.addAndGet(-count);
        if (!sent) losses.spans(count);
      }
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }
}
