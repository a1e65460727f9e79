package io.llmcallgateway.relay.call;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The client has left; nobody is there to answer.
public final class ClientGoneException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public ClientGoneException(@Nullable Throwable cause) {
    super("the client has left", cause, false, false);
  }
}
