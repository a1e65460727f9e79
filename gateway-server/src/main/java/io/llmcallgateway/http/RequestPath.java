package io.llmcallgateway.http;

import org.eclipse.jetty.server.Request;

/// Normalizes request paths, which depend on how clients write their base URL.
final class RequestPath {
  private RequestPath() {}

  /// Returns the path of a request, still percent-encoded, without superfluous slashes.
  static String of(Request request) {
    var raw = request.getHttpURI().getPath();
    return raw == null || raw.isEmpty() ? "/" : normalized(raw);
  }

  /// Returns the path without double slashes and without slashes at its end, since clients join
  /// base URLs carelessly: `//v1/models`, `/v1/models/`.
  private static String normalized(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') end--;
    if (end == path.length() && !path.contains("//")) return path;
    var plain = new StringBuilder(end);
    for (int i = 0; i < end; i++) {
      char c = path.charAt(i);
      if (c != '/' || plain.isEmpty() || plain.charAt(plain.length() - 1) != '/') plain.append(c);
    }
    return plain.toString();
  }
}
