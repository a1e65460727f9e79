package io.llmcallgateway.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Finds routes by the raw path: first exact paths, then those with `{name}` in the middle, then
/// those that only end in it.
final class RouteTable {
  private final Map<String, Map<String, Route>> exact = new HashMap<>();
  private final Map<String, Map<String, Route>> prefixes = new TreeMap<>();
  private final Map<String, Map<String, Route>> verbs = new HashMap<>();
  private final Map<String, Map<String, Route>> templates = new TreeMap<>();
  private final Map<String, Pattern> patterns = new HashMap<>();

  RouteTable(List<Route> routes) {
    for (var route : routes) {
      var methods = methods(route);
      if (methods.put(route.method(), route) != null) {
        throw new IllegalArgumentException("two routes for " + route.method() + " " + route.path());
      }
      for (var verb : route.verbs()) verbs.putIfAbsent(verb, methods);
    }
  }

  /// Returns the routes of a route's own path, to which it is added.
  private Map<String, Route> methods(Route route) {
    var path = route.path();
    if (route.isTemplate()) {
      patterns.put(path, pattern(path));
      return templates.computeIfAbsent(path, _ -> new HashMap<>());
    }
    if (route.takesRest()) return prefixes.computeIfAbsent(route.prefix(), _ -> new HashMap<>());
    return exact.computeIfAbsent(path, _ -> new HashMap<>());
  }

  /// Returns the routes of a path by method; an empty map if the path is unknown.
  Map<String, Route> find(String path) {
    var found = exact.get(path);
    if (found != null) return found;
    for (var entry : patterns.entrySet()) {
      if (entry.getValue().matcher(path).matches()) {
        return templates.getOrDefault(entry.getKey(), Map.of());
      }
    }
    var named = verbs.get(verb(path));
    if (named != null) return named;
    for (var entry : prefixes.entrySet()) {
      if (path.startsWith(entry.getKey()) && path.length() > entry.getKey().length()) {
        return entry.getValue();
      }
    }
    return Map.of();
  }

  /// Returns the pattern of a path: `{name}` is one segment, at the end one or more.
  private static Pattern pattern(String path) {
    var pattern = new StringBuilder();
    int from = 0;
    for (int at = path.indexOf('{'); at >= 0; at = path.indexOf('{', from)) {
      pattern.append(Pattern.quote(path.substring(from, at)));
      from = path.indexOf('}', at) + 1;
      pattern.append(from == path.length() ? ".+" : "[^/]+");
    }
    return Pattern.compile(pattern.append(Pattern.quote(path.substring(from))).toString());
  }

  /// Returns the word after the last colon (which may be percent-encoded), or an empty text.
  private static String verb(String path) {
    int colon = path.lastIndexOf(':');
    int encoded = Math.max(path.lastIndexOf("%3A"), path.lastIndexOf("%3a"));
    if (colon < 0 && encoded < 0) return "";
    return colon > encoded ? path.substring(colon + 1) : path.substring(encoded + 3);
  }

  /// Returns the value of the `Allow` header for the routes of a path.
  static String allow(Map<String, Route> methods) {
    var allowed = new ArrayList<>(methods.keySet());
    if (methods.containsKey("GET")) allowed.add("HEAD");
    allowed.add("OPTIONS");
    allowed.sort(null);
    return String.join(", ", allowed);
  }
}
