package io.llmcallgateway.logging.line;

/// Takes log lines, one after the other. One thread's.
public interface LineSink {
  /// Where the current line is written, up to `endLine`.
  Utf8Builder line();

  /// Ends the current line, or lines that belong together.
  ///
  /// @param at the time of the line, epoch ms
  void endLine(long at);
}
