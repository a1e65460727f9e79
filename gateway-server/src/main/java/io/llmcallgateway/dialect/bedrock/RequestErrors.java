package io.llmcallgateway.dialect.bedrock;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;

/// Requests that cannot be read.
final class RequestErrors {
  private RequestErrors() {}

  static GatewayException body(String message) {
    return new GatewayException(Failure.of(Failure.Kind.INVALID_REQUEST, message));
  }

  static GatewayException body(String message, Throwable cause) {
    return new GatewayException(Failure.of(Failure.Kind.INVALID_REQUEST, message), cause);
  }

  static GatewayException member(String path, String fault) {
    return new GatewayException(
        Failure.of(Failure.Kind.INVALID_REQUEST, "'" + path + "' " + fault + ".").withParam(path));
  }
}
