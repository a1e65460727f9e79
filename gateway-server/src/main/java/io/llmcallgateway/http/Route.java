package io.llmcallgateway.http;

import io.llmcallgateway.dialect.ClientDialect;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A method and a path with the endpoint that serves them. A path may end in `{name}`, which
/// matches the rest of the path, slashes included; in the middle `{name}` matches one segment.
///
/// @param access the key that the route requires
/// @param verbs the words after the last colon of a path that select this route; empty if the path
///   alone does
/// @param dialect the dialect of error answers, null for the usual one
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

  /// Kinds of access to a route.
  public enum Access {
    OPEN,
    METRICS,
    KEY,
    /// Requires the key, which may also be given in the query as `key`.
    KEY_ALSO_IN_QUERY
  }

  /// True if a session of the console is as good as the key here: what the console shows, never a
  /// call.
  boolean takesSession() {
    return path.startsWith("/admin/api/") || access == Access.METRICS;
  }

  boolean takesRest() {
    return path.endsWith("}");
  }

  /// True if the path has a name in its middle.
  boolean isTemplate() {
    int end = path.indexOf('}');
    return end >= 0 && end < path.length() - 1;
  }

  String prefix() {
    return path.substring(0, path.indexOf('{'));
  }
}
