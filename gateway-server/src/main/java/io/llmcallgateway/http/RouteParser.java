package io.llmcallgateway.http;

import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;

/// Reads of a request's URL what is asked there.
interface RouteParser {
  /// An operation, and what the URL says besides.
  record Asking(Operation operation, UrlParameters place) {}

  /// Throws a `GatewayException` (UNKNOWN_PATH) where the rest of the path means nothing.
  Asking read(HttpCall call) throws GatewayException;

  /// A path that means just that operation.
  static RouteParser of(Operation operation) {
    var asking = new Asking(operation, UrlParameters.NONE);
    return _ -> asking;
  }
}
