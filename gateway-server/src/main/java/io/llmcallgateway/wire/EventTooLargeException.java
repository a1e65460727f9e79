package io.llmcallgateway.wire;

import java.io.Serial;

/// Thrown if an event of a stream is larger than the limit.
public final class EventTooLargeException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  EventTooLargeException(int limit) {
    super("an event is larger than " + limit + " bytes");
  }
}
