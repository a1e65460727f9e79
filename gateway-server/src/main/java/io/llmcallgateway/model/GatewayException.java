package io.llmcallgateway.model;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// Carries a failure out of the depth of a call; the one unchecked exception that means "answer
/// this". Without a stack trace, since it is a value on its way, unless it has a cause.
public final class GatewayException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient Failure failure;

  public GatewayException(Failure failure) {
    this(failure, null);
  }

  public GatewayException(Failure failure, @Nullable Throwable cause) {
    super(failure.message(), cause, false, cause != null);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
