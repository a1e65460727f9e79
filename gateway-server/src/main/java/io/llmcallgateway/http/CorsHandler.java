package io.llmcallgateway.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.util.Callback;

/// CORS for what programs call from pages; never for what administers the gateway.
final class CorsHandler extends CrossOriginHandler {
  static final Set<String> EXPOSED =
      Set.of(
          "x-request-id",
          "x-gateway-provider",
          "x-gateway-model",
          "x-process-time",
          "x-service-version",
          "retry-after");

  private static final String LOOPBACK =
      "https?://(localhost|[^/]+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1\\])(:\\d{1,5})?";

  /// Origins as patterns. Without a key any page could call, so only loopback pages may.
  static Set<String> patterns(List<String> origins, boolean keyless) {
    if (keyless) return Set.of(LOOPBACK);
    var patterns = new LinkedHashSet<String>();
    for (var origin : origins) patterns.add(origin.equals("*") ? "*" : Pattern.quote(origin));
    return patterns;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    var path = request.getHttpURI().getPath();
    boolean closed = path == null || path.startsWith("/admin") || path.startsWith("/console");
    return closed
        ? getHandler().handle(request, response, callback)
        : super.handle(request, response, callback);
  }
}
