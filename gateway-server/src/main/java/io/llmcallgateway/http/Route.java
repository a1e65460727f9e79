package io.llmcallgateway.http;

import io.llmcallgateway.dialect.ClientDialect;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One method and path and what answers it. A path may end in `{name}`, which takes all that
/// follows, slashes included.
///
/// @param access who may come in
/// @param verbs the words after the last colon by which a path is this route's whatever stands
///   before; empty where the path alone decides
/// @param dialect in which errors are told, null where that is the usual one
public record Route(
    String method,
    String path,
    Set<String> verbs,
    Access access,
    Endpoint endpoint,
    @Nullable ClientDialect dialect) {

  public Route(
      String method,
      String path,
      Access access,
      Endpoint endpoint,
      @Nullable ClientDialect dialect) {
    this(method, path, Set.of(), access, endpoint, dialect);
  }

  public Route(String method, String path, Access access, Endpoint endpoint) {
    this(method, path, access, endpoint, null);
  }

  /// Names who may use a route.
  public enum Access {
    OPEN,
    METRICS,
    KEY,
    /// The key may stand in the query as `key`, too.
    KEY_ALSO_IN_QUERY
  }

  boolean takesRest() {
    return path.endsWith("}");
  }

  String prefix() {
    return path.substring(0, path.indexOf('{'));
  }
}
