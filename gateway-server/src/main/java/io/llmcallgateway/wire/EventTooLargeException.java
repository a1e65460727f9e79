package io.llmcallgateway.wire;

import java.io.Serial;

/// An event of a stream is larger than the gateway will hold.
public final class EventTooLargeException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  EventTooLargeException(int limit) {
    super("an event is larger than " + limit + " bytes");
  }
}
