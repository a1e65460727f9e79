package io.llmcallgateway.http;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// The origins of web pages that may use the gateway. With a client key, pages of the configured
/// origins may read answers; requests without the key are refused anyway. Without a key, a request
/// from a page cannot be told from one of the user's programs, so one from a foreign page is
/// refused before it has any effect: browsers send forms and `fetch` with `text/plain` without a
/// preflight.
final class PageOrigins {
  private static final String ANY = "*";

  /// Origins of pages on this machine, and of pages inside desktop programs, whose schemes no web
  /// server can use.
  private static final Pattern LOCAL =
      Pattern.compile(
          "https?://(?:localhost|[^/]+\\.localhost|127(?:\\.\\d{1,3}){3}|\\[::1\\])(?::\\d{1,5})?"
              + "|(?:app|file|tauri|capacitor|vscode-webview|vscode-file)://[^/]*",
          Pattern.CASE_INSENSITIVE);

  private final List<String> configured;

  /// @param configured `*` or origins
  PageOrigins(List<String> configured) {
    this.configured = configured.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
  }

  /// True if a page of an origin may read answers. Without a key, `*` (the default) means the pages
  /// of this machine.
  boolean mayRead(String origin, boolean keyless) {
    if (keyless && LOCAL.matcher(origin).matches()) return true;
    if (!keyless && configured.contains(ANY)) return true;
    return configured.contains(origin.toLowerCase(Locale.ROOT)) && !origin.equals(ANY);
  }

  /// Throws a `GatewayException` if a foreign page has sent the request. Required where requests
  /// need no key, since a browser then sends those of any page.
  void requireOwn(HttpRequest call, boolean keyless) {
    var origin = call.header("origin");
    boolean own =
        origin == null ? !fromElsewhere(call) : mayRead(origin, keyless) || isItsOwn(origin, call);
    if (own) return;
    throw new GatewayException(
        Failure.of(
            Failure.Kind.FORBIDDEN,
            "A web page of another origin ("
                + (origin == null ? "cross-site" : shown(origin))
                + ") may not use this gateway: it has no client key to tell its user by. Set"
                + " GATEWAY_API_KEY, or name the origin in CORS_ORIGINS."));
  }

  /// True if a browser reports that a foreign page caused a request without `Origin`, such as one
  /// for a picture or a script. Links to the pages for people are allowed.
  /// https://www.w3.org/TR/fetch-metadata/
  private static boolean fromElsewhere(HttpRequest call) {
    var site = call.header("sec-fetch-site");
    if (site == null || !site.equalsIgnoreCase("cross-site")) return false;
    boolean link =
        "navigate".equalsIgnoreCase(call.header("sec-fetch-mode"))
            && "document".equalsIgnoreCase(call.header("sec-fetch-dest"))
            && call.method().equals("GET")
            && isPage(call.path());
    return !link;
  }

  private static boolean isPage(String path) {
    return switch (path) {
      case "/", "/docs", "/redoc", "/console" -> true;
      default -> path.startsWith("/console/");
    };
  }

  /// True if the origin is that of the address at which the client reaches the gateway.
  static boolean isItsOwn(String origin, HttpRequest call) {
    var request = call.request();
    int start = origin.indexOf("://");
    var host = authority(request);
    if (start <= 0 || host == null) return false;
    var scheme = call.client().scheme();
    if (scheme != null && !scheme.equalsIgnoreCase(origin.substring(0, start))) return false;
    return origin.substring(start + 3).equalsIgnoreCase(host);
  }

  private static @Nullable String authority(Request request) {
    var host = request.getHeaders().get("host");
    return host == null ? request.getHttpURI().getAuthority() : host;
  }

  private static String shown(String origin) {
    var plain = origin.replaceAll("[^!-~]", "?");
    return plain.length() > 100 ? plain.substring(0, 100) + "…" : plain;
  }
}
