package io.llmcallgateway.http;

/// One method and path and what answers it. A path may end in `{name}`, which takes all that
/// follows, slashes included.
///
/// @param access who may come in
public record Route(String method, String path, Access access, Endpoint endpoint) {

  /// Who may use a route.
  public enum Access {
    OPEN,
    METRICS,
    KEY
  }

  boolean takesRest() {
    return path.endsWith("}");
  }

  String prefix() {
    return path.substring(0, path.indexOf('{'));
  }
}
