package io.llmcallgateway.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;

/// An entry on its way to a log file or the console. Times are epoch milliseconds of the gateway's
/// clock.
sealed interface LogEntry {
  long at();

  /// The length of its text, as far as that is known.
  int length();

  /// An event of the gateway's code or of a library.
  record Event(ILoggingEvent event, long at) implements LogEntry {
    @Override
    public int length() {
      var message = event.getFormattedMessage();
      return message == null ? 0 : message.length();
    }

    boolean isAtLeast(Level level) {
      return event.getLevel().isGreaterOrEqual(level);
    }
  }

  /// A line that is formatted already, for the error log alone.
  record ErrorLine(String line, long at) implements LogEntry {
    @Override
    public int length() {
      return line.length();
    }
  }

  /// A message about the logs themselves, for standard error alone.
  record Notice(String message, long at) implements LogEntry {
    @Override
    public int length() {
      return message.length();
    }
  }
}
