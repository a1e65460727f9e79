package io.llmcallgateway.http;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// The web pages that may use the gateway, by their origin. With a client key those that are
/// configured may read answers, and what a page sends without the key is refused anyway. Without a
/// key a request of a page is as good as one of its user's programs, so a foreign one is refused
/// before anything happens: a form or `fetch` with `text/plain` is sent without asking first.
final class PageOrigins {
  private static final String ANY = "*";

  /// Pages of this machine, and the pages that desktop programs bring along, whose schemes no web
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

  /// Whether a page of an origin may read answers. Without a key `*`, the default, means the pages
  /// of this machine.
  boolean mayRead(String origin, boolean keyless) {
    if (keyless && LOCAL.matcher(origin).matches()) return true;
    if (!keyless && configured.contains(ANY)) return true;
    return configured.contains(origin.toLowerCase(Locale.ROOT)) && !origin.equals(ANY);
  }

  /// Refuses what a foreign page has sent. To be asked wherever nothing but the browser's place
  /// shows who asks: a gateway without a key, a session kept in a cookie.
  void requireOwn(HttpCall call, boolean keyless) {
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

  /// Requests without `Origin`, such as those of pictures and scripts: browsers say so themselves.
  /// Following a link to a page is no use of the gateway. https://www.w3.org/TR/fetch-metadata/
  private static boolean fromElsewhere(HttpCall call) {
    var site = call.header("sec-fetch-site");
    if (site == null || !site.equalsIgnoreCase("cross-site")) return false;
    boolean link =
        "navigate".equalsIgnoreCase(call.header("sec-fetch-mode"))
            && "document".equalsIgnoreCase(call.header("sec-fetch-dest"))
            && call.method().equals("GET")
            && (call.path().equals("/docs") || call.path().equals("/redoc"));
    return !link;
  }

  private static boolean isItsOwn(String origin, HttpCall call) {
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
