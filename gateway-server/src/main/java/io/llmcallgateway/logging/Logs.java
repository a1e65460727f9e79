package io.llmcallgateway.logging;

import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.OutputStreamAppender;
import io.llmcallgateway.logging.LogEntryFilter.Place;
import io.llmcallgateway.logging.archive.LogArchiver;
import io.llmcallgateway.logging.archive.Throttle;
import io.llmcallgateway.model.KnownSecrets;
import io.llmcallgateway.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Opens the system log, the error log and the console, and sends SLF4J's events there until it is
/// closed. Logback writes and rolls the files; the archiver compresses and removes them.
public final class Logs implements AutoCloseable {
  private static final int MOST_ENTRIES = 65_536;
  private static final int MOST_CONSOLE_ENTRIES = 1_024;
  private static final int STOP_MILLIS = 10_000;
  private static final int CONSOLE_STOP_MILLIS = 1_000;

  private final Context context = new ContextBase();
  private final Redactor redactor = new Redactor();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final InstantSource clock;
  private final DiskFailureReporter failures;
  private final LogArchiver archiver;
  private final DatedLogFile system;
  private final DatedLogFile errors;
  private final LogQueue files;
  private final LogQueue console;
  private final SystemAppender events;
  private final Thread archiving;
  private final boolean showEvents;

  private Logs(LogSettings settings, InstantSource clock, ZoneId zone) throws IOException {
    this.clock = clock;
    this.showEvents = settings.console();
    failures = new DiskFailureReporter(this::notice, System::nanoTime);
    archiver =
        new LogArchiver(
            settings.retentionDays(),
            settings.totalBytes(),
            clock,
            zone,
            Throttle.BY_BACKLOG,
            failures);
    long now = clock.millis();
    system = new DatedLogFile(context, "system", settings, zone, now, archiver, failures);
    errors = new DatedLogFile(context, "error", settings, zone, now, archiver, failures);
    long mostBytes = Math.min(32 << 20, Runtime.getRuntime().maxMemory() / 32);
    var format = new EventFormat(settings.json(), zone, redactor); // one thread writes both
    start(system, new LogEncoder(format, false), Place.SYSTEM_LOG);
    start(errors, new LogEncoder(format, false), Place.ERROR_LOG);
    files =
        new LogQueue(
            context, "log-files", MOST_ENTRIES, mostBytes, STOP_MILLIS, List.of(system, errors));
    var out = stream("System.out", Place.STANDARD_OUT, zone);
    var err = stream("System.err", Place.STANDARD_ERROR, zone);
    console =
        new LogQueue(
            context,
            "console",
            MOST_CONSOLE_ENTRIES,
            mostBytes,
            CONSOLE_STOP_MILLIS,
            List.of(out, err));
    archiver.add(system);
    archiver.add(errors);
    archiving = Thread.ofPlatform().daemon().name("log-archiver").start(archiver);
    events = new SystemAppender(settings, clock, this::take);
  }

  /// Begins to write; a folder that cannot be written to is an `UncheckedIOException`.
  public static Logs open(LogSettings settings, InstantSource clock, ZoneId zone) {
    try {
      var logs = new Logs(settings, clock, zone);
      logs.events.attach();
      return logs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ConsoleAppender<LogEntry> stream(String target, Place place, ZoneId zone) {
    var appender = new ConsoleAppender<LogEntry>();
    appender.setContext(context);
    appender.setTarget(target);
    start(appender, new LogEncoder(new EventFormat(false, zone, redactor), true), place);
    return appender;
  }

  private static void start(
      OutputStreamAppender<LogEntry> appender, LogEncoder encoder, Place place) {
    appender.setEncoder(encoder);
    appender.addFilter(new LogEntryFilter(place));
    appender.start();
  }

  private void take(LogEntry entry) {
    files.doAppend(entry);
    if (showEvents) console.doAppend(entry);
  }

  /// Writes a line that is formatted already to the error log alone.
  ///
  /// @param at the time of the line, epoch ms
  public void errorLine(String line, long at) {
    files.doAppend(new LogEntry.ErrorLine(line, at));
  }

  /// Writes a message about the logs themselves to standard error.
  public void notice(String message) {
    console.doAppend(new LogEntry.Notice(message, clock.millis()));
  }

  /// Compresses and removes the rolled files of all logs that are given to it.
  public LogArchiver archiver() {
    return archiver;
  }

  /// Reports failures of the disk on standard error.
  public DiskFailureListener diskFailures() {
    return failures;
  }

  public Redactor redactor() {
    return redactor;
  }

  /// Sets the values that are masked in every message. Replaces the ones given before.
  public void hide(Collection<Secret> secrets) {
    redactor.hide(secrets);
  }

  /// The secrets that are masked.
  public KnownSecrets secrets() {
    return redactor.known();
  }

  /// Returns a text with the secrets in it masked.
  public String mask(String text) {
    return redactor.mask(text);
  }

  /// The number of entries that were lost since the start: a full queue, or a failing disk.
  public long dropped() {
    return files.dropped() + system.lost() + errors.lost();
  }

  /// Waits until all that was logged before is on disk (or lost with the disk).
  public void flush() {
    files.flush();
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) return;
    events.detach();
    archiving.interrupt();
    files.stop();
    console.stop();
    try {
      archiving.join(STOP_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
