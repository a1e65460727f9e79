package io.llmcallgateway.dialect.bedrock.content;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;

/// Makes the errors of requests that cannot be read.
public final class RequestErrors {
  private RequestErrors() {}

  public static GatewayException body(String message) {
    return new GatewayException(Failure.of(Failure.Kind.INVALID_REQUEST, message));
  }

  public static GatewayException body(String message, Throwable cause) {
    return new GatewayException(Failure.of(Failure.Kind.INVALID_REQUEST, message), cause);
  }

  public static GatewayException member(String path, String fault) {
    return new GatewayException(
        Failure.of(Failure.Kind.INVALID_REQUEST, "'" + path + "' " + fault + ".").withParam(path));
  }
}
