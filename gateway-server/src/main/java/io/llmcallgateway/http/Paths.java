package io.llmcallgateway.http;

/// Request paths as clients' base URLs make them.
final class Paths {
  private Paths() {}

  /// The path with its doubled slashes made one and those at its end gone, since base URLs are
  /// joined carelessly: `//v1/models`, `/v1/models/`.
  static String tidy(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') end--;
    if (end == path.length() && !path.contains("//")) return path;
    var tidy = new StringBuilder(end);
    for (int i = 0; i < end; i++) {
      char c = path.charAt(i);
      if (c != '/' || tidy.isEmpty() || tidy.charAt(tidy.length() - 1) != '/') tidy.append(c);
    }
    return tidy.toString();
  }
}
