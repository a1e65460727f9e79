package io.llmcallgateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Checks the base URL of a provider.
public final class BaseUrl {
  /// What the gateway adds itself.
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

  /// What is wrong with a base URL that leads to one operation, and what to write; else null.
  public static @Nullable String callTrouble(String text) {
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

  /// The URL without trailing slashes, or null where it is none, which is then a problem.
  ///
  /// @param ownPort the gateway's own port: a base URL there would make it call itself
  static @Nullable String read(String text, int ownPort, String path, ProblemList problems) {
    var trouble = trouble(text, ownPort);
    if (trouble != null) {
      problems.add(path, trouble);
      return null;
    }
    return text.replaceFirst("/+$", "");
  }

  private static @Nullable String trouble(String text, int ownPort) {
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
    var call = callTrouble(text);
    if (call != null) return call;
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("http") ? 80 : 443;
    if (port == 0 || port > 65_535) return "has a port that does not exist";
    return port == ownPort && isHere(uri.getHost())
        ? "is this gateway's own address; it would call itself"
        : null;
  }

  private static boolean isHere(String host) {
    return Loopback.contains(host) || host.equals("0.0.0.0") || host.equals("[::]");
  }
}
