package io.llmcallgateway.otel;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Takes what OpenTelemetry's SDK logs, which would go to standard error past the gateway's log
/// files, and keeps the reason of failed exports.
final class SdkLogHandler extends Handler {
  private static final String EXPORTER = "io.opentelemetry.exporter";

  private final Logger logger = Logger.getLogger("io.opentelemetry"); // held: the JDK does not
  private final ExportLosses losses;

  SdkLogHandler(ExportLosses losses) {
    this.losses = losses;
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  @Override
  public void publish(LogRecord record) {
    if (!String.valueOf(record.getLoggerName()).startsWith(EXPORTER)) return; // others say less
    var thrown = record.getThrown();
    var message = String.valueOf(record.getMessage());
    losses.because(thrown == null ? message : message + " (" + thrown + ")");
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
