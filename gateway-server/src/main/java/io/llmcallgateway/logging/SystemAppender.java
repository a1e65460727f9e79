package io.llmcallgateway.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.time.InstantSource;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/// Takes SLF4J's events from Logback and hands them over with the gateway's time. It is attached to
/// the root logger from `attach` to `detach`.
final class SystemAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  /// Takes the events.
  @FunctionalInterface
  interface EntryListener {
    void take(LogEntry entry);
  }

  private static final String JETTY = "org.eclipse.jetty";

  private final EntryListener entries;
  private final InstantSource clock;
  private final Level level;

  SystemAppender(LogSettings settings, InstantSource clock, EntryListener entries) {
    this.level = level(settings.level());
    this.clock = clock;
    this.entries = entries;
    setName("llmcallgateway");
  }

  /// Python's names are understood too.
  private static Level level(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "WARNING" -> Level.WARN;
      case "CRITICAL", "FATAL" -> Level.ERROR;
      default -> Level.toLevel(name, Level.INFO);
    };
  }

  void attach() {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext logback)) return;
    setContext(logback);
    start();
    var root = logback.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAppender(StartupConfigurator.NAME);
    root.addAppender(this);
    root.setLevel(level);
    boolean wordy = Level.INFO.isGreaterOrEqual(level) && level != Level.INFO;
    logback.getLogger(JETTY).setLevel(wordy || level == Level.ERROR ? null : Level.WARN);
  }

  void detach() {
    stop();
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext logback)) return;
    var root = logback.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAppender(this);
    if (root.iteratorForAppenders().hasNext()) return;
    logback.getLogger(JETTY).setLevel(null);
    StartupConfigurator.attach(logback);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (!event.getLevel().isGreaterOrEqual(level)) return; // another log may want more
    event.prepareForDeferredProcessing();
    entries.take(new LogEntry.Event(event, clock.millis()));
  }
}
