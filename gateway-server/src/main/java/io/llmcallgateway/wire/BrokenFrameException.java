package io.llmcallgateway.wire;

import java.io.Serial;

/// Thrown if a stream's framing is broken, such as by a wrong checksum or an impossible length.
public final class BrokenFrameException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public BrokenFrameException(String message) {
    super(message);
  }
}
