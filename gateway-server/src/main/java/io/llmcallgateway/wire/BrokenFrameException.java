package io.llmcallgateway.wire;

import java.io.Serial;

/// A stream's framing cannot be read: a wrong checksum, an impossible length.
public final class BrokenFrameException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public BrokenFrameException(String message) {
    super(message);
  }
}
