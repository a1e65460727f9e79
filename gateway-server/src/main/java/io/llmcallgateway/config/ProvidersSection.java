package io.llmcallgateway.config;

import io.llmcallgateway.model.DialectNames;
import io.llmcallgateway.model.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `providers:` in gateway.yaml.
final class ProvidersSection {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  static final List<String> DIALECTS = DialectNames.ALL;
  private static final Set<String> KEYS =
      Set.of(
          "dialect",
          "base-url",
          "api-key",
          "auth",
          "headers",
          "quirks",
          "models",
          "prices",
          "proxy",
          "paths",
          "accepts",
          "refuses",
          "like",
          "endpoints",
          "endpoint",
          TimeoutsSection.KEY);

  private static final Set<String> PATHS =
      Set.of("chat", "stream", "completion", "embedding", "count-tokens");

  private ProvidersSection() {}

  static Map<String, ProviderSettings> read(
      @Nullable YamlValue section, int ownPort, ProblemList problems) {
    var providers = new LinkedHashMap<String, ProviderSettings>();
    if (section == null) return providers;
    for (var entry : section.members().entrySet()) {
      var value = entry.getValue();
      if (!ID.matcher(entry.getKey()).matches()) {
        value.problem("is not a provider id: letters, digits, '.', '_' and '-'");
      } else {
        providers.put(entry.getKey(), provider(entry.getKey(), value, ownPort, problems));
      }
    }
    return providers;
  }

  private static ProviderSettings provider(
      String id, YamlValue value, int ownPort, ProblemList problems) {
    var members = value.members(KEYS);
    var dialect = text(members, "dialect");
    if (dialect != null && !DIALECTS.contains(dialect)) {
      var written = at(members, "dialect");
      written.problem("'" + written.written() + "' is none of " + String.join(", ", DIALECTS));
    }
    var baseUrl = text(members, "base-url");
    if (baseUrl != null) {
      baseUrl = BaseUrl.read(baseUrl, ownPort, at(members, "base-url").path(), problems);
    }
    var key = text(members, "api-key");
    return new ProviderSettings(
        id,
        dialect,
        baseUrl,
        key == null ? null : new Secret(key),
        text(members, "auth"),
        headers(members.get("headers")),
        texts(members, "quirks"),
        texts(members, "models"),
        text(members, "prices"),
        paths(members.get("paths")),
        texts(members, "accepts"),
        texts(members, "refuses"),
        text(members, "like"),
        EndpointsSection.read(members.get("endpoints"), ownPort, problems),
        EndpointsSection.chosen(members.get("endpoint")));
  }

  private static YamlValue at(Map<String, YamlValue> members, String name) {
    var value = members.get(name);
    if (value == null) throw new IllegalStateException(name);
    return value;
  }

  private static @Nullable String text(Map<String, YamlValue> members, String name) {
    var value = members.get(name);
    if (value == null) return null;
    int before = value.problems().all().size();
    var text = value.text();
    if (text != null && !text.isBlank()) return text.strip();
    if (value.problems().all().size() == before) value.problem("is empty");
    return null;
  }

  static List<String> texts(Map<String, YamlValue> members, String name) {
    var value = members.get(name);
    return value == null ? List.of() : value.texts();
  }

  static Map<String, String> paths(@Nullable YamlValue section) {
    var paths = new LinkedHashMap<String, String>();
    if (section == null) return paths;
    for (var entry : section.members(PATHS).entrySet()) {
      var text = entry.getValue().text();
      if (text == null) continue;
      if (text.equals("none") || text.matches("/[!-~]*")) paths.put(entry.getKey(), text);
      else
        entry
            .getValue()
            .problem(
                "must begin with / and hold no blanks (or be none, where there is no such thing)");
    }
    return paths;
  }

  static Map<String, String> headers(@Nullable YamlValue section) {
    var headers = new LinkedHashMap<String, String>();
    if (section == null) return headers;
    for (var entry : section.members().entrySet()) {
      var text = entry.getValue().text();
      if (!entry.getKey().matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
        entry.getValue().problem("is not a header name");
      } else if (text != null && text.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
        entry.getValue().problem("has a control character");
      } else if (text != null) {
        headers.put(entry.getKey(), text);
      }
    }
    return headers;
  }
}
