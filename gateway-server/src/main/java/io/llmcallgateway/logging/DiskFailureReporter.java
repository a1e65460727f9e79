package io.llmcallgateway.logging;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Tells on standard error that log files cannot be written, once a minute at most.
final class DiskFailureReporter implements DiskFailureListener {
  /// Takes the messages.
  @FunctionalInterface
  interface Notices {
    void tell(String message);
  }

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final Notices notices;
  private final LongSupplier nanoTime;
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong nextReport;

  DiskFailureReporter(Notices notices, LongSupplier nanoTime) {
    this.notices = notices;
    this.nanoTime = nanoTime;
    this.nextReport = new AtomicLong(nanoTime.getAsLong());
  }

  @Override
  public void failed(IOException failure) {
    long count = failures.incrementAndGet();
    long now = nanoTime.getAsLong();
    long due = nextReport.get();
    if (now - due < 0 || !nextReport.compareAndSet(due, now + MINUTE)) return;
    notices.tell("The log files cannot be written (" + count + " failures so far): " + failure);
  }
}
