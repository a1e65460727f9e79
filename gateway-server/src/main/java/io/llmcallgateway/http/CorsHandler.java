package io.llmcallgateway.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Answers CORS requests for the paths that web pages may call; never for administration. Headers
/// are listed instead of `*`, which does not cover `Authorization` and which old browsers do not
/// support.
final class CorsHandler extends Handler.Wrapper {
  /// Methods for an unknown path, so that the page can read the error.
  private static final String USUAL_METHODS = "GET, HEAD, OPTIONS, POST";

  private static final String KEPT_SECONDS = "600";
  private static final Pattern NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]{1,128}");
  private static final int MOST_NAMES = 100;

  /// Headers that vendors' SDKs send; others are allowed when a page asks for them.
  private static final Set<String> SENT =
      Set.of(
          "authorization",
          "content-type",
          "x-api-key",
          "api-key",
          "x-goog-api-key",
          "x-goog-api-client",
          "anthropic-version",
          "anthropic-beta",
          "anthropic-dangerous-direct-browser-access",
          "openai-beta",
          "openai-organization",
          "openai-project",
          "idempotency-key",
          "x-request-id",
          "x-session-id",
          "x-gateway-strict",
          "traceparent");

  /// Headers of an answer that pages can read only if they are exposed.
  private static final String EXPOSED =
      String.join(
          ", ",
          new TreeSet<>(
              List.of(
                  "x-request-id",
                  "request-id",
                  "x-gateway-provider",
                  "x-gateway-model",
                  "x-gateway-cost",
                  "x-gateway-losses",
                  "x-process-time",
                  "x-service-version",
                  "x-should-retry",
                  "retry-after",
                  "retry-after-ms",
                  "openai-processing-ms",
                  "openai-organization",
                  "openai-version",
                  "x-ratelimit-limit-requests",
                  "x-ratelimit-limit-tokens",
                  "x-ratelimit-remaining-requests",
                  "x-ratelimit-remaining-tokens",
                  "x-ratelimit-reset-requests",
                  "x-ratelimit-reset-tokens",
                  "anthropic-ratelimit-requests-limit",
                  "anthropic-ratelimit-requests-remaining",
                  "anthropic-ratelimit-requests-reset",
                  "anthropic-ratelimit-tokens-limit",
                  "anthropic-ratelimit-tokens-remaining",
                  "anthropic-ratelimit-tokens-reset",
                  "anthropic-ratelimit-input-tokens-limit",
                  "anthropic-ratelimit-input-tokens-remaining",
                  "anthropic-ratelimit-input-tokens-reset",
                  "anthropic-ratelimit-output-tokens-limit",
                  "anthropic-ratelimit-output-tokens-remaining",
                  "anthropic-ratelimit-output-tokens-reset")));

  private final RouteTable routes;
  private final PageOrigins origins;
  private final AccessPolicy.Source access;

  CorsHandler(RouteTable routes, PageOrigins origins, AccessPolicy.Source access, Handler handler) {
    super(handler);
    this.routes = routes;
    this.origins = origins;
    this.access = access;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    var origin = request.getHeaders().get("origin");
    var path = RequestPath.of(request);
    if (isClosed(path)) return super.handle(request, response, callback);
    var answer = response.getHeaders();
    answer.add("vary", "Origin");
    if (origin == null || !origins.mayRead(origin, access.get().authenticator().keyless())) {
      return super.handle(request, response, callback);
    }
    answer.put("access-control-allow-origin", origin);
    if (isPreflight(request)) {
      preflight(path, request.getHeaders(), answer);
      response.setStatus(204);
      callback.succeeded();
      return true;
    }
    answer.put("access-control-expose-headers", EXPOSED);
    return super.handle(request, response, callback);
  }

  private static boolean isClosed(String path) {
    return path.startsWith("/admin") || path.startsWith("/console");
  }

  private static boolean isPreflight(Request request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeaders().contains("access-control-request-method");
  }

  private void preflight(String path, HttpFields asked, HttpFields.Mutable answer) {
    var names = new LinkedHashSet<>(new TreeSet<>(SENT));
    for (var name : asked.getCSV("access-control-request-headers", false)) {
      var lower = name.toLowerCase(Locale.ROOT);
      if (names.size() < MOST_NAMES && NAME.matcher(lower).matches()) names.add(lower);
    }
    answer.put("access-control-allow-headers", String.join(", ", names));
    answer.put("access-control-allow-methods", methods(path));
    answer.put("access-control-max-age", KEPT_SECONDS);
    if (asked.contains("access-control-request-private-network", "true")) {
      answer.put("access-control-allow-private-network", "true");
    }
  }

  private String methods(String path) {
    var found = routes.find(path);
    return found.isEmpty() ? USUAL_METHODS : RouteTable.allow(found);
  }
}
