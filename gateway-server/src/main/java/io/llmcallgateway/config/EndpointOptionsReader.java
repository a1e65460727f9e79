package io.llmcallgateway.config;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Secret;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads what a provider and an endpoint have in common in gateway.yaml.
///
/// @param ownPort the gateway's own port
record EndpointOptionsReader(int ownPort, ProblemList problems) {
  private static final List<String> AUTHS =
      Arrays.stream(ProviderAuth.values()).map(ProviderAuth::text).toList();
  private static final List<String> QUIRKS =
      Arrays.stream(Quirk.values()).map(Quirk::text).toList();
  private static final Set<String> PATHS =
      Arrays.stream(Operation.values())
          .flatMap(each -> Stream.of(each.pathKey(false), each.pathKey(true)))
          .collect(Collectors.toCollection(LinkedHashSet::new));

  EndpointOptions read(Map<String, YamlValue> members) {
    return new EndpointOptions(
        baseUrl(members.get("base-url")),
        YamlWords.one(members.get("auth"), ProviderAuth::of, AUTHS),
        headers(members.get("headers")),
        YamlWords.all(members.get("quirks"), Quirk::of, QUIRKS),
        paths(members.get("paths")));
  }

  private @Nullable URI baseUrl(@Nullable YamlValue value) {
    var text = value == null ? null : value.textNotEmpty();
    if (value == null || text == null) return null;
    var trouble = BaseUrl.problem(text, ownPort);
    if (trouble == null) return BaseUrl.of(text);
    value.problem(trouble);
    return null;
  }

  private static Map<String, String> paths(@Nullable YamlValue section) {
    var paths = new LinkedHashMap<String, String>();
    if (section == null) return paths;
    for (var entry : section.members(PATHS).entrySet()) {
      var value = entry.getValue();
      var text = value.text();
      if (text == null) continue;
      if (text.equals(Provider.NOWHERE) || text.matches("/[!-~]*")) {
        paths.put(entry.getKey(), text);
      } else {
        value.problem(
            "must begin with / and hold no blanks (or be none, where there is no such thing)");
      }
    }
    return paths;
  }

  private static Map<String, Secret> headers(@Nullable YamlValue section) {
    var headers = new LinkedHashMap<String, Secret>();
    if (section == null) return headers;
    for (var entry : section.members().entrySet()) {
      var value = entry.getValue();
      var text = value.text();
      if (!entry.getKey().matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
        value.problem("is not a header name");
      } else if (text != null && text.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
        value.problem("has a control character");
      } else if (text != null) {
        headers.put(entry.getKey(), new Secret(text));
      }
    }
    return headers;
  }
}
