package io.llmcallgateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Checks and reads base URLs of providers and of collectors.
public final class BaseUrl {
  /// Paths that the gateway adds itself.
  private static final List<String> CALLS =
      List.of(
          "/chat/completions",
          "/completions",
          "/embeddings",
          "/messages",
          "/responses",
          "/api/chat",
          "/v2/chat",
          "/converse");

  private BaseUrl() {}

  /// A valid URL without trailing slashes.
  static URI of(String text) {
    return URI.create(text.replaceFirst("/+$", ""));
  }

  /// The URL, or null where there is none or it became a problem.
  ///
  /// @param ownPort the gateway's own port
  static @Nullable URI read(@Nullable String text, int ownPort, String path, ProblemList problems) {
    if (text == null) return null;
    var problem = problem(text, ownPort);
    if (problem == null) return of(text);
    problems.add(path, problem);
    return null;
  }

  /// The problem of a base URL, without the text itself, which may hold a password; null where it
  /// is valid.
  ///
  /// @param ownPort the gateway's own port: with a base URL there it would call itself
  public static @Nullable String problem(String text, int ownPort) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException _) {
      return "is not a URL";
    }
    var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return "must begin with http:// or https://";
    }
    if (uri.getHost() == null) return "has no host name";
    if (uri.getRawUserInfo() != null) return "must hold no user name or password";
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      return "must have no query or fragment";
    }
    var call = callProblem(text);
    if (call != null) return call;
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("http") ? 80 : 443;
    if (port == 0 || port > 65_535) return "has a port that does not exist";
    return port == ownPort && isHere(uri.getHost())
        ? "is this gateway's own address; it would call itself"
        : null;
  }

  /// The problem of a base URL that leads to one operation, with the text to write instead.
  private static @Nullable String callProblem(String text) {
    var url = text.replaceFirst("/+$", "");
    for (var call : CALLS) {
      if (!url.toLowerCase(Locale.ROOT).endsWith(call)) continue;
      return "ends in "
          + call
          + ", which the gateway adds itself: write "
          + url.substring(0, url.length() - call.length());
    }
    return null;
  }

  private static boolean isHere(String host) {
    return Loopback.contains(host) || host.equals("0.0.0.0") || host.equals("[::]");
  }
}
