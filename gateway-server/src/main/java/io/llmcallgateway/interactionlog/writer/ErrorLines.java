package io.llmcallgateway.interactionlog.writer;

import io.llmcallgateway.logging.Logs;
import io.llmcallgateway.logging.line.LineSink;
import io.llmcallgateway.logging.line.Utf8Builder;
import java.nio.charset.StandardCharsets;

/// Sends the lines of failed calls to the error log. One thread's.
final class ErrorLines implements LineSink {
  private final Logs logs;
  private final Utf8Builder line = new Utf8Builder(1 << 10);

  ErrorLines(Logs logs) {
    this.logs = logs;
  }

  @Override
  public Utf8Builder line() {
    return line;
  }

  @Override
  public void endLine(long at) {
    var text = new String(line.array(), 0, line.length(), StandardCharsets.UTF_8);
    dropLine();
    logs.errorLine(text, at);
  }

  /// Takes back what was written of the current line.
  void dropLine() {
    line.dropFirst(line.length());
  }
}
