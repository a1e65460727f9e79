package io.llmcallgateway.model;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// Carries a `Failure` to the place that answers the client. It has a stack trace only if it has a
/// cause, since it stands for an expected result.
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
