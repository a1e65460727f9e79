package io.llmcallgateway.otel;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Receives the log of OpenTelemetry's SDK, which would otherwise go to standard error and not to
/// the gateway's log files, and keeps the reasons of failed exports.
final class SdkLogHandler extends Handler {
  private static final String EXPORTER = "io.opentelemetry.exporter";

  /// A strong reference, since the JDK's own is weak.
  private final Logger logger = Logger.getLogger("io.opentelemetry");

  private final ExportLosses losses;

  SdkLogHandler(ExportLosses losses) {
    this.losses = losses;
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  @Override
  public void publish(LogRecord record) {
    // Other loggers do not give the reason.
    if (!String.valueOf(record.getLoggerName()).startsWith(EXPORTER)) return;
    var thrown = record.getThrown();
    var message = String.valueOf(record.getMessage());
    losses.because(thrown == null ? message : message + " (" + thrown + ")");
  }

  @Override
  public void flush() {
    // nothing is buffered
  }

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
