package io.llmcallgateway.otel;

import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Hears what OpenTelemetry's library logs, which would go to stderr past the gateway's log files:
/// it says there why an export failed.
final class LibraryLog extends Handler {
  private static final String EXPORTER = "io.opentelemetry.exporter";

  private final Logger logger = Logger.getLogger("io.opentelemetry"); // held: the JDK does not
  private final Consumer<String> listener;

  LibraryLog(Consumer<String> listener) {
    this.listener = listener;
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  @Override
  public void publish(LogRecord record) {
    if (!String.valueOf(record.getLoggerName()).startsWith(EXPORTER)) return; // it says less
    var thrown = record.getThrown();
    var message = String.valueOf(record.getMessage());
    listener.accept(thrown == null ? message : message + " (" + thrown + ")");
  }

  @Override
  public void flush() {
    // nothing is held back
  }

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
