package io.llmcallgateway.http;

import io.llmcallgateway.dialect.Place;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;

/// Reads of a request's URL what is asked there.
interface Door {
  /// An operation, and what the URL says besides.
  record Asking(Operation operation, Place place) {}

  /// Throws a `GatewayException` (UNKNOWN_PATH) where the rest of the path means nothing.
  Asking read(HttpCall call) throws GatewayException;

  /// A path that means just that operation.
  static Door of(Operation operation) {
    var asking = new Asking(operation, Place.NONE);
    return _ -> asking;
  }
}
