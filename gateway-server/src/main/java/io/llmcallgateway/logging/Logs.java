package io.llmcallgateway.logging;

import io.llmcallgateway.interactionlog.CallStep;
import io.llmcallgateway.interactionlog.InteractionLog;
import io.llmcallgateway.interactionlog.format.StepJson;
import io.llmcallgateway.interactionlog.format.StepText;
import io.llmcallgateway.interactionlog.writer.BoundedQueue;
import io.llmcallgateway.interactionlog.writer.LogArchiver;
import io.llmcallgateway.interactionlog.writer.RollingLogFile;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.KnownSecrets;
import io.llmcallgateway.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The three log files (system, error, interactions) with the threads that write and tidy them.
/// SLF4J's events arrive here while the logs are open.
public final class Logs implements AutoCloseable {
  private static final int MOST_STEPS = 65_536;
  private static final long MOST_STEP_BYTES = share(64 << 20, 16);
  private static final int MOST_EVENTS = 65_536;
  private static final long MOST_EVENT_BYTES = share(32 << 20, 32);
  private static final int STEP_OVERHEAD = 256;
  private static final long PATIENCE_MILLIS = 10_000;

  private final BoundedQueue<CallStep> steps =
      new BoundedQueue<>(MOST_STEPS, MOST_STEP_BYTES, Logs::sizeOf);
  private final BoundedQueue<SystemEvent> events =
      new BoundedQueue<>(MOST_EVENTS, MOST_EVENT_BYTES, SystemEvent::size);
  private final Redactor redactor = new Redactor();
  private final AtomicReference<UnaryOperator<Body>> bodyMask =
      new AtomicReference<>(redactor.known()::mask);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Console console;
  private final SystemAppender appender;
  private final LogWriter writer;
  private final Thread writing;
  private final Thread tidying;

  private Logs(LogSettings settings, InstantSource clock, ZoneId zone) throws IOException {
    var wake = new WakeLater();
    console = new Console(System.out, System.err);
    var trouble = new DiskFailureReporter(console::err, System::nanoTime);
    try {
      var files = files(settings, clock, zone, wake, trouble);
      var all = List.of(files.system(), files.error(), files.interactions());
      var rest = LogArchiver.Rest.TWENTYFOLD;
      var housekeeping = new LogArchiver(all, settings.retentionDays(), clock, zone, rest, trouble);
      wake.target = housekeeping;
      var steps = settings.json() ? new StepJson(zone, redactor) : new StepText(zone, redactor);
      var events = new EventFormat(settings.json(), zone, redactor);
      writer =
          new LogWriter(
              files,
              this.steps,
              this.events,
              steps,
              events,
              console,
              settings.console(),
              clock,
              bodyMask::get);
      tidying = Thread.ofPlatform().daemon().name("log-housekeeping").start(housekeeping);
    } catch (IOException e) {
      console.close();
      throw e;
    }
    writing = Thread.ofPlatform().daemon().name("log-writer").start(writer);
    appender = new SystemAppender(settings.level(), clock, events);
  }

  /// Begins to write; a folder that cannot be written to is an `UncheckedIOException`.
  public static Logs open(LogSettings settings, InstantSource clock, ZoneId zone) {
    try {
      var logs = new Logs(settings, clock, zone);
      logs.appender.attach();
      return logs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LogWriter.Files files(
      LogSettings settings,
      InstantSource clock,
      ZoneId zone,
      Runnable rolled,
      DiskFailureReporter trouble)
      throws IOException {
    return new LogWriter.Files(
        file(settings, "system", clock, zone, rolled, trouble),
        file(settings, "error", clock, zone, rolled, trouble),
        file(settings, "llm_interactions", clock, zone, rolled, trouble));
  }

  private static RollingLogFile file(
      LogSettings settings,
      String name,
      InstantSource clock,
      ZoneId zone,
      Runnable rolled,
      DiskFailureReporter trouble)
      throws IOException {
    return new RollingLogFile(
        settings.directory(),
        name,
        settings.rotationBytes(),
        zone,
        clock.millis(),
        rolled,
        trouble);
  }

  /// Files are made before the housekeeping that they tell of rolled parts.
  private static final class WakeLater implements Runnable {
    private volatile @Nullable LogArchiver target;

    @Override
    public void run() {
      var known = target;
      if (known != null) known.wake();
    }
  }

  public InteractionLog interactions() {
    return steps::give;
  }

  /// Values that are masked wherever they turn up in a message. Replaces the ones given before.
  public void hide(Collection<Secret> secrets) {
    redactor.hide(secrets);
  }

  /// The secrets that are masked.
  public KnownSecrets secrets() {
    return redactor.known();
  }

  /// How bodies and texts of calls are masked before they are written; to be set before the first
  /// call.
  public void maskBodies(UnaryOperator<Body> mask) {
    bodyMask.set(mask);
  }

  /// A text with the secrets in it masked.
  public String mask(String text) {
    return redactor.mask(text);
  }

  /// Lines that were lost since the start: queues full, or a failing disk.
  public long dropped() {
    return writer.dropped();
  }

  /// Waits until all that was handed over is on disk (or lost with the disk).
  public void flush() {
    var round = writer.afterNextRound();
    LockSupport.unpark(writing);
    try {
      boolean done = false;
      while (!done && writing.isAlive()) done = round.await(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) return;
    appender.detach();
    tidying.interrupt();
    writer.stop();
    LockSupport.unpark(writing);
    try {
      writing.join(PATIENCE_MILLIS);
      tidying.join(PATIENCE_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    console.close();
  }

  /// About how many bytes a step holds on to. At most that part of a small heap.
  private static long share(long bytes, int part) {
    return Math.min(bytes, Runtime.getRuntime().maxMemory() / part);
  }

  private static int sizeOf(CallStep step) {
    return STEP_OVERHEAD
        + switch (step) {
          case CallStep.Started started -> started.request().size();
          case CallStep.Sent sent -> sent.body().size();
          case CallStep.Answered answered -> answered.body().size();
          case CallStep.Retried _ -> 0;
          case CallStep.Completed completed -> sizeOf(completed.answer());
          case CallStep.Failed failed -> sizeOf(failed.partial());
          case CallStep.Cancelled cancelled -> sizeOf(cancelled.partial());
        };
  }

  private static int sizeOf(@Nullable Answer answer) {
    if (answer == null) return 0;
    var body = answer.body();
    return body.size() == 0 ? answer.text().size() : body.size();
  }
}
