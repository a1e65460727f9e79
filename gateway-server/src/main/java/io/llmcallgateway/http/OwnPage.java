package io.llmcallgateway.http;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;

/// The proof that a request which a browser may have sent by itself comes from the gateway's own
/// page. `SameSite` cookies alone do not give it: another port of the same host is the same site.
final class OwnPage {
  private OwnPage() {}

  /// Throws a `GatewayException` if another page has sent the request. The browser's own word
  /// (https://www.w3.org/TR/fetch-metadata/) counts before the origin, since proxies change `Host`.
  static void require(HttpRequest call) {
    var site = call.header("sec-fetch-site");
    var origin = call.header("origin");
    boolean own;
    if (site != null) own = site.equals("same-origin") || (site.equals("none") && reads(call));
    else own = origin == null || PageOrigins.isItsOwn(origin, call);
    if (!own) throw refusal("A session of the console works for the console's own page only.");
  }

  /// Throws a `GatewayException` if a request that changes something lacks the header that no form
  /// and no page of another origin can send.
  static void requireMark(HttpRequest call) {
    if (reads(call) || "1".equals(call.header("x-console"))) return;
    throw refusal(
        "A request that changes something needs the header 'x-console: 1' beside the cookie.");
  }

  private static boolean reads(HttpRequest call) {
    return call.method().equals("GET") || call.method().equals("HEAD");
  }

  private static GatewayException refusal(String message) {
    return new GatewayException(Failure.of(Failure.Kind.FORBIDDEN, message));
  }
}
