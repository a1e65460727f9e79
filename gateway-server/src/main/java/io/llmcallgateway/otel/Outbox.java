package io.llmcallgateway.otel;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Spans on their way to the collector, in batches, one under way at a time. It waits for nobody: a
/// span that finds no room is counted as lost. Of one thread.
final class Outbox implements SpanProcessor {
  private static final int ROOM = 8_192; // spans
  private static final int BATCH = 512;
  private static final long DELAY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SpanExporter exporter;
  private final Losses losses;
  private final Deque<SpanData> waiting = new ArrayDeque<>();
  private @Nullable CompletableResultCode underWay;
  private int sent;
  private long oldest;

  Outbox(SpanExporter exporter, Losses losses) {
    this.exporter = exporter;
    this.losses = losses;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    // told at its end
  }

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (waiting.size() >= ROOM) {
      losses.spans(1);
      return;
    }
    if (waiting.isEmpty()) oldest = System.nanoTime();
    waiting.add(span.toSpanData());
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  /// Sends what is due, unless something is under way.
  void tend() {
    settle();
    if (underWay != null || waiting.isEmpty()) return;
    if (waiting.size() >= BATCH || System.nanoTime() - oldest >= DELAY_NANOS) send();
  }

  private void settle() {
    var done = underWay;
    if (done == null || !done.isDone()) return;
    if (!done.isSuccess()) losses.spans(sent);
    underWay = null;
  }

  private void send() {
    var batch = new ArrayList<SpanData>(Math.min(BATCH, waiting.size()));
    while (batch.size() < BATCH && !waiting.isEmpty()) batch.add(waiting.remove());
    oldest = System.nanoTime();
    sent = batch.size();
    underWay = exporter.export(batch);
  }

  /// Sends all that is there, for so long; the rest is lost.
  void finish(long nanos) {
    long end = System.nanoTime() + nanos;
    while (true) {
      var current = underWay;
      if (current != null) current.join(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      settle();
      if (underWay != null || waiting.isEmpty() || System.nanoTime() >= end) break;
      send();
    }
    losses.spans(waiting.size() + (underWay == null ? 0 : sent));
    waiting.clear();
    underWay = null;
  }
}
