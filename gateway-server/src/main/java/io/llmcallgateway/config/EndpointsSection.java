package io.llmcallgateway.config;

import io.llmcallgateway.catalog.NamePattern;
import io.llmcallgateway.model.DialectId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads `endpoints:` of a provider in gateway.yaml.
final class EndpointsSection {
  private static final Set<String> KEYS =
      Set.of("base-url", "auth", "headers", "quirks", "models", "paths");

  private EndpointsSection() {}

  static Map<DialectId, EndpointSettings> read(
      @Nullable YamlValue section, EndpointOptionsReader options) {
    var endpoints = new LinkedHashMap<DialectId, EndpointSettings>();
    if (section == null) return endpoints;
    for (var entry : section.members().entrySet()) {
      var dialect = DialectId.ofNameOrApi(entry.getKey());
      var value = entry.getValue();
      if (dialect == null) {
        value.problem("is none of " + String.join(", ", DialectId.NAMES));
      } else if (endpoints.containsKey(dialect)) {
        value.problem("is given twice");
      } else {
        endpoints.put(dialect, endpoint(dialect, value, options));
      }
    }
    return endpoints;
  }

  private static EndpointSettings endpoint(
      DialectId dialect, YamlValue value, EndpointOptionsReader options) {
    boolean off = value.written().equals("false");
    var members = off ? Map.<String, YamlValue>of() : value.members(KEYS);
    return new EndpointSettings(dialect, off, options.read(members), models(members.get("models")));
  }

  private static List<NamePattern> models(@Nullable YamlValue value) {
    var models = new ArrayList<NamePattern>();
    if (value == null) return models;
    for (var item : value.itemsOrItself()) {
      var text = item.text();
      if (text == null) continue;
      if (NamePattern.isValid(text)) models.add(new NamePattern(text));
      else item.problem("'" + item.written() + "' has more than one '*'");
    }
    return models;
  }
}
