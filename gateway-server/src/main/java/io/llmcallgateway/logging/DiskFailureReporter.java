package io.llmcallgateway.logging;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Says on standard error that a log's disk fails, once a minute at most.
final class DiskFailureReporter implements Consumer<IOException> {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final Consumer<String> stderr;
  private final LongSupplier nanoTime;
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong nextReport;

  DiskFailureReporter(Consumer<String> stderr, LongSupplier nanoTime) {
    this.stderr = stderr;
    this.nanoTime = nanoTime;
    this.nextReport = new AtomicLong(nanoTime.getAsLong());
  }

  @Override
  public void accept(IOException e) {
    long count = failures.incrementAndGet();
    long now = nanoTime.getAsLong();
    long due = nextReport.get();
    if (now - due < 0 || !nextReport.compareAndSet(due, now + MINUTE)) return;
    stderr.accept("The log files cannot be written (" + count + " failures so far): " + e + '\n');
  }
}
