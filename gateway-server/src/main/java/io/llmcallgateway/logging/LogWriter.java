package io.llmcallgateway.logging;

import ch.qos.logback.classic.Level;
import io.llmcallgateway.interactionlog.CallStep;
import io.llmcallgateway.interactionlog.format.StepFormat;
import io.llmcallgateway.interactionlog.writer.BoundedQueue;
import io.llmcallgateway.interactionlog.writer.RollingLogFile;
import io.llmcallgateway.logging.line.Utf8Builder;
import io.llmcallgateway.model.Body;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that formats and writes. It looks every 50 ms, so that no caller has to wake it.
final class LogWriter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Logs.class);
  private static final long POLL_NANOS = 50_000_000;
  private static final long DROP_REPORT_MILLIS = 1_000;

  /// The three files; this thread's alone.
  record Files(RollingLogFile system, RollingLogFile error, RollingLogFile interactions) {}

  private final Files files;
  private final BoundedQueue<CallStep> steps;
  private final BoundedQueue<SystemEvent> events;
  private final StepFormat stepFormat;
  private final EventFormat eventFormat;
  private final Console console;
  private final boolean showEvents;
  private final InstantSource clock;
  private final Supplier<UnaryOperator<Body>> bodyMask;
  private final Utf8Builder shortLine = new Utf8Builder(1 << 10);
  private final LongAdder unwritable = new LongAdder();
  private final Queue<CountDownLatch> waiting = new ConcurrentLinkedQueue<>();
  private volatile boolean stopping;
  private long droppedBefore;
  private long nextDropReport = Long.MIN_VALUE;

  LogWriter(
      Files files,
      BoundedQueue<CallStep> steps,
      BoundedQueue<SystemEvent> events,
      StepFormat stepFormat,
      EventFormat eventFormat,
      Console console,
      boolean showEvents,
      InstantSource clock,
      Supplier<UnaryOperator<Body>> bodyMask) {
    this.bodyMask = bodyMask;
    this.files = files;
    this.steps = steps;
    this.events = events;
    this.stepFormat = stepFormat;
    this.eventFormat = eventFormat;
    this.console = console;
    this.showEvents = showEvents;
    this.clock = clock;
  }

  /// All lines that were lost, for whatever reason.
  long dropped() {
    return steps.dropped()
        + events.dropped()
        + unwritable.sum()
        + files.system().lost()
        + files.error().lost()
        + files.interactions().lost();
  }

  /// Ends the thread after one more round.
  void stop() {
    stopping = true;
  }

  /// Released when all that was handed over before this call is on disk.
  CountDownLatch afterNextRound() {
    var latch = new CountDownLatch(1);
    waiting.add(latch);
    return latch;
  }

  @Override
  public void run() {
    boolean last;
    do {
      last = stopping;
      try {
        round();
      } catch (RuntimeException | OutOfMemoryError e) {
        unwritable.increment();
        console.err("The log writer goes on after: " + e + '\n');
      }
      if (!last && waiting.isEmpty()) LockSupport.parkNanos(POLL_NANOS);
    } while (!last);
    files.system().close();
    files.error().close();
    files.interactions().close();
  }

  private void round() {
    var released = new ArrayList<CountDownLatch>();
    for (var next = waiting.poll(); next != null; next = waiting.poll()) released.add(next);
    try {
      writeSteps();
      writeEvents();
      if (reportDrops()) writeEvents();
      long now = clock.millis();
      files.interactions().flush(now);
      files.system().flush(now);
      files.error().flush(now);
    } finally {
      released.forEach(CountDownLatch::countDown);
    }
  }

  /// What waits now and no more, so that a round ends under any load.
  private void writeSteps() {
    for (int count = steps.count(); count > 0; count--) {
      var given = steps.take();
      if (given == null) return;
      try {
        var step = given.masked(bodyMask.get());
        stepFormat.write(files.interactions(), step);
        if (step instanceof CallStep.Failed failed) stepFormat.writeError(files.error(), failed);
      } catch (RuntimeException e) {
        files.interactions().dropLine();
        files.error().dropLine();
        unwritable(e);
      }
    }
  }

  private void writeEvents() {
    for (int count = events.count(); count > 0; count--) {
      var event = events.take();
      if (event == null) return;
      try {
        eventFormat.write(files.system(), event);
        boolean error = event.event().getLevel().isGreaterOrEqual(Level.ERROR);
        if (error) eventFormat.write(files.error(), event);
        if (showEvents) show(event);
      } catch (RuntimeException e) {
        files.system().dropLine();
        files.error().dropLine();
        unwritable(e);
      }
    }
  }

  private void unwritable(RuntimeException e) {
    unwritable.increment();
    console.err("A log line could not be written: " + e + '\n');
  }

  private void show(SystemEvent event) {
    shortLine.cutTo(0);
    eventFormat.writeShort(shortLine, event);
    var text = new String(shortLine.array(), 0, shortLine.length(), StandardCharsets.UTF_8);
    if (event.event().getLevel().isGreaterOrEqual(Level.WARN)) console.err(text);
    else console.out(text);
  }

  private boolean reportDrops() {
    long dropped = dropped();
    long now = clock.millis();
    if (dropped == droppedBefore || now < nextDropReport) return false;
    LOG.atWarn()
        .addKeyValue("count", dropped - droppedBefore)
        .addKeyValue("total", dropped)
        .log("Log lines were dropped");
    droppedBefore = dropped;
    nextDropReport = now + DROP_REPORT_MILLIS;
    return true;
  }
}
