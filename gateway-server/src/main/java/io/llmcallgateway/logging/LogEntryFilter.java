package io.llmcallgateway.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/// Lets through the entries that belong in one place.
final class LogEntryFilter extends Filter<LogEntry> {
  /// The places that entries go to.
  enum Place {
    SYSTEM_LOG,
    ERROR_LOG,
    STANDARD_OUT,
    STANDARD_ERROR
  }

  private final Place place;

  LogEntryFilter(Place place) {
    this.place = place;
    start();
  }

  @Override
  public FilterReply decide(LogEntry entry) {
    return belongs(entry) ? FilterReply.NEUTRAL : FilterReply.DENY;
  }

  private boolean belongs(LogEntry entry) {
    return switch (entry) {
      case LogEntry.Event event ->
          switch (place) {
            case SYSTEM_LOG -> true;
            case ERROR_LOG -> event.isAtLeast(Level.ERROR);
            case STANDARD_OUT -> !event.isAtLeast(Level.WARN);
            case STANDARD_ERROR -> event.isAtLeast(Level.WARN);
          };
      case LogEntry.ErrorLine _ -> place == Place.ERROR_LOG;
      case LogEntry.Notice _ -> place == Place.STANDARD_ERROR;
    };
  }
}
