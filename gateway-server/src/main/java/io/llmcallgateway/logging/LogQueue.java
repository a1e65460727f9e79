package io.llmcallgateway.logging;

import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.AsyncAppenderBase;
import ch.qos.logback.core.Context;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// Logback's asynchronous appender with a bound on memory, which counts what it drops. Nobody who
/// logs waits for it.
final class LogQueue extends AsyncAppenderBase<LogEntry> {
  private static final int OVERHEAD = 1_024; // bytes of an entry beside its text
  private static final long POLL_NANOS = 1_000_000;

  private final int mostEntries;
  private final long mostBytes;
  private final AtomicInteger entries = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong written = new AtomicLong();
  private final LongAdder dropped = new LongAdder();

  /// Begins to take entries.
  ///
  /// @param targets appenders that are started
  LogQueue(
      Context context,
      String name,
      int mostEntries,
      long mostBytes,
      int stopMillis,
      List<? extends Appender<LogEntry>> targets) {
    this.mostEntries = mostEntries;
    this.mostBytes = mostBytes;
    setContext(context);
    setName(name);
    setQueueSize(mostEntries + 1); // never full: `append` counts
    setDiscardingThreshold(0);
    setMaxFlushTime(stopMillis);
    var all = new Targets(targets);
    all.setContext(context);
    all.start();
    addAppender(all);
    start();
  }

  /// How many entries found no room since the start.
  long dropped() {
    return dropped.sum();
  }

  @Override
  protected void append(LogEntry entry) {
    int size = sizeOf(entry);
    int count = entries.incrementAndGet();
    long held = bytes.addAndGet(size);
    if (count > mostEntries || held > mostBytes) {
      release(size);
      dropped.increment();
      return;
    }
    accepted.incrementAndGet();
    super.append(entry);
  }

  private void release(int size) {
    bytes.addAndGet(-size);
    entries.decrementAndGet();
  }

  /// Waits until what was accepted before is written, or the queue has stopped.
  void flush() {
    long wanted = accepted.get();
    while (written.get() < wanted && isStarted() && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private static int sizeOf(LogEntry entry) {
    return OVERHEAD + 2 * Math.min(entry.length(), 1 << 28);
  }

  /// Hands entries to all appenders, since Logback's queue takes a single one, and counts them as
  /// written then.
  private final class Targets extends AppenderBase<LogEntry> {
    private final List<Appender<LogEntry>> targets;

    Targets(List<? extends Appender<LogEntry>> targets) {
      this.targets = List.copyOf(targets);
    }

    @Override
    protected void append(LogEntry entry) {
      try {
        for (var target : targets) target.doAppend(entry);
      } finally {
        release(sizeOf(entry));
        written.incrementAndGet();
      }
    }

    @Override
    public void stop() {
      super.stop();
      for (var target : targets) target.stop();
    }
  }
}
