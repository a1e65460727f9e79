package io.llmcallgateway.config;

import io.llmcallgateway.model.DialectNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `endpoints:` and `endpoint:` of a provider in gateway.yaml.
final class EndpointsSection {
  private static final Set<String> KEYS =
      Set.of("base-url", "auth", "headers", "quirks", "models", "paths");

  private EndpointsSection() {}

  static Map<String, EndpointSettings> read(
      @Nullable YamlValue section, int ownPort, ProblemList problems) {
    var endpoints = new LinkedHashMap<String, EndpointSettings>();
    if (section == null) return endpoints;
    for (var entry : section.members().entrySet()) {
      var dialect = DialectNames.of(entry.getKey());
      var value = entry.getValue();
      if (dialect == null) {
        value.problem("is none of " + String.join(", ", DialectNames.ALL));
      } else if (endpoints.containsKey(dialect)) {
        value.problem("is given twice");
      } else {
        endpoints.put(dialect, endpoint(dialect, value, ownPort, problems));
      }
    }
    return endpoints;
  }

  /// The dialect that every call is to go in, null where the call decides.
  static @Nullable String chosen(@Nullable YamlValue value) {
    var text = value == null ? null : value.text();
    if (value == null || text == null) return null;
    var dialect = DialectNames.of(text);
    if (dialect == null) {
      value.problem("'" + value.written() + "' is none of " + String.join(", ", DialectNames.ALL));
    }
    return dialect;
  }

  private static EndpointSettings endpoint(
      String dialect, YamlValue value, int ownPort, ProblemList problems) {
    if (value.written().equals("false")) {
      return new EndpointSettings(
          dialect, true, null, null, Map.of(), List.of(), List.of(), Map.of());
    }
    var members = value.members(KEYS);
    var url = members.get("base-url");
    var baseUrl = url == null ? null : url.text();
    if (url != null && baseUrl != null) {
      baseUrl = BaseUrl.read(baseUrl, ownPort, url.path(), problems);
    }
    var auth = members.get("auth");
    return new EndpointSettings(
        dialect,
        false,
        baseUrl,
        auth == null ? null : auth.text(),
        ProvidersSection.headers(members.get("headers")),
        ProvidersSection.texts(members, "quirks"),
        models(members.get("models")),
        ProvidersSection.paths(members.get("paths")));
  }

  private static List<String> models(@Nullable YamlValue value) {
    if (value == null) return List.of();
    for (var text : value.texts()) {
      if (text.indexOf('*') != text.lastIndexOf('*')) {
        value.problem("'" + text + "' has more than one '*'");
        return List.of();
      }
    }
    return value.texts();
  }
}
