package io.llmcallgateway.interactionlog.writer;

import io.llmcallgateway.interactionlog.BodyMask;
import io.llmcallgateway.interactionlog.CallStep;
import io.llmcallgateway.interactionlog.InteractionLog;
import io.llmcallgateway.interactionlog.format.StepFormat;
import io.llmcallgateway.interactionlog.format.StepJson;
import io.llmcallgateway.interactionlog.format.StepText;
import io.llmcallgateway.logging.LogSettings;
import io.llmcallgateway.logging.Logs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the interaction log. Calls put their steps into a bounded queue and go on; one thread
/// masks, formats and writes them. It looks every 50 ms, so that no call has to wake it.
public final class InteractionLogWriter implements InteractionLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InteractionLogWriter.class);
  private static final int MOST_STEPS = 65_536;
  private static final long MOST_BYTES = 64 << 20;
  private static final int HEAP_SHARE = 16;
  private static final long POLL_NANOS = 50_000_000;
  private static final long DROP_REPORT_MILLIS = 1_000;
  private static final long STOP_MILLIS = 10_000;

  private final BoundedQueue<CallStep> steps =
      new BoundedQueue<>(
          MOST_STEPS,
          Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE),
          StepSize::of);
  private final RollingLogFile file;
  private final ErrorLines errors;
  private final StepFormat format;
  private final Logs logs;
  private final InstantSource clock;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final LongAdder unwritable = new LongAdder();
  private final Queue<CountDownLatch> flushing = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile BodyMask mask;
  private volatile boolean stopping;
  private long droppedBefore;
  private long nextDropReport = Long.MIN_VALUE;

  private InteractionLogWriter(LogSettings settings, InstantSource clock, ZoneId zone, Logs logs)
      throws IOException {
    this.logs = logs;
    this.clock = clock;
    var archiver = logs.archiver();
    file =
        new RollingLogFile(
            settings.directory(),
            "llm_interactions",
            settings.rotationBytes(),
            zone,
            clock.millis(),
            archiver::wake,
            logs.diskFailures());
    archiver.add(file);
    errors = new ErrorLines(logs);
    var redactor = logs.redactor();
    format = settings.json() ? new StepJson(zone, redactor) : new StepText(zone, redactor);
    mask = redactor.known()::mask;
    thread = Thread.ofPlatform().daemon().name("interaction-log").unstarted(this::run);
  }

  /// Begins to write; a folder that cannot be written to is an `UncheckedIOException`.
  ///
  /// @param logs that the lines of failed calls go to, too
  public static InteractionLogWriter open(
      LogSettings settings, InstantSource clock, ZoneId zone, Logs logs) {
    try {
      var writer = new InteractionLogWriter(settings, clock, zone, logs);
      writer.thread.start();
      return writer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void record(CallStep step) {
    steps.offer(step);
  }

  /// Sets how bodies and texts of calls are masked before they are written; to be called before the
  /// first call.
  public void maskBodies(BodyMask bodyMask) {
    mask = bodyMask;
  }

  /// The number of lines of all three logs that were lost since the start: a full queue, or a
  /// failing disk.
  public long dropped() {
    return steps.dropped() + unwritable.sum() + file.lost() + logs.dropped();
  }

  /// Waits until all that was recorded or logged before is on disk (or lost with the disk).
  public void flush() {
    var round = new CountDownLatch(1);
    flushing.add(round);
    LockSupport.unpark(thread);
    try {
      boolean done = false;
      while (!done && thread.isAlive()) done = round.await(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    logs.flush();
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) return;
    stopping = true;
    LockSupport.unpark(thread);
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean last;
    do {
      last = stopping;
      try {
        round();
      } catch (RuntimeException | OutOfMemoryError e) {
        unwritable.increment();
        logs.notice("The writer of the interaction log goes on after: " + e);
      }
      if (!last && flushing.isEmpty()) LockSupport.parkNanos(POLL_NANOS);
    } while (!last);
    file.close();
  }

  private void round() {
    var released = new ArrayList<CountDownLatch>();
    for (var next = flushing.poll(); next != null; next = flushing.poll()) released.add(next);
    try {
      writeSteps();
      file.flush(clock.millis());
      reportDrops();
    } finally {
      released.forEach(CountDownLatch::countDown);
    }
  }

  /// Writes what waits now and no more, so that a round ends under any load.
  private void writeSteps() {
    for (int count = steps.count(); count > 0; count--) {
      var taken = steps.poll();
      if (taken == null) return;
      try {
        var step = taken.masked(mask);
        format.write(file, step);
        if (step instanceof CallStep.Failed failed) format.writeError(errors, failed);
      } catch (RuntimeException e) {
        file.dropLine();
        errors.dropLine();
        unwritable.increment();
        logs.notice("A line of the interaction log could not be written: " + e);
      }
    }
  }

  private void reportDrops() {
    long dropped = dropped();
    long now = clock.millis();
    if (dropped == droppedBefore || now < nextDropReport) return;
    LOG.atWarn()
        .addKeyValue("count", dropped - droppedBefore)
        .addKeyValue("total", dropped)
        .log("Log lines were dropped");
    droppedBefore = dropped;
    nextDropReport = now + DROP_REPORT_MILLIS;
  }
}
