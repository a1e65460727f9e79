package io.llmcallgateway.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Finds a route by the raw path: exact ones first, then those that take the rest of a path.
final class RouteTable {
  private final Map<String, Map<String, Route>> exact = new HashMap<>();
  private final Map<String, Map<String, Route>> prefixes = new TreeMap<>();

  RouteTable(List<Route> routes) {
    for (var route : routes) {
      var map = route.takesRest() ? prefixes : exact;
      var path = route.takesRest() ? route.prefix() : route.path();
      var methods = map.computeIfAbsent(path, _ -> new HashMap<>());
      if (methods.put(route.method(), route) != null) {
        throw new IllegalArgumentException("two routes for " + route.method() + " " + path);
      }
    }
  }

  /// The routes of a path by method; empty where the path is unknown.
  Map<String, Route> find(String path) {
    var found = exact.get(path);
    if (found != null) return found;
    if (ModelPathParsers.isGemini(path))
      return prefixes.getOrDefault(ModelPathParsers.GEMINI, Map.of());
    for (var entry : prefixes.entrySet()) {
      if (path.startsWith(entry.getKey()) && path.length() > entry.getKey().length()) {
        return entry.getValue();
      }
    }
    return Map.of();
  }

  /// The `Allow` header of a path.
  static String allow(Map<String, Route> methods) {
    var allowed = new ArrayList<>(methods.keySet());
    if (methods.containsKey("GET")) allowed.add("HEAD");
    allowed.add("OPTIONS");
    allowed.sort(null);
    return String.join(", ", allowed);
  }
}
