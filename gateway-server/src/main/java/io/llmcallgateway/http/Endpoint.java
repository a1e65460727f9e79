package io.llmcallgateway.http;

/// Serves the requests of a route. Runs on the request's own virtual thread and may block; a
/// `GatewayException` becomes an error answer.
@FunctionalInterface
public interface Endpoint {
  void serve(HttpCall call) throws Exception;
}
