package io.llmcallgateway.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;

/// One event of the program's own log, at our clock's time (epoch ms).
record SystemEvent(ILoggingEvent event, long at) {
  private static final int OVERHEAD = 1_024;

  /// About how many bytes it holds.
  int size() {
    var message = event.getFormattedMessage();
    return OVERHEAD + (message == null ? 0 : 2 * Math.min(message.length(), 1 << 28));
  }
}
