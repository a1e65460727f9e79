package io.llmcallgateway.config;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.model.Trait;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `providers:` in gateway.yaml.
final class ProvidersSection {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final List<String> TRAITS =
      Arrays.stream(Trait.values()).map(Trait::text).toList();
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

  private ProvidersSection() {}

  /// @param options the reader of what endpoints have too
  static Map<String, ProviderSettings> read(
      @Nullable YamlValue section, EndpointOptionsReader options) {
    var providers = new LinkedHashMap<String, ProviderSettings>();
    if (section == null) return providers;
    for (var entry : section.members().entrySet()) {
      var id = entry.getKey();
      var value = entry.getValue();
      if (!ID.matcher(id).matches()) {
        value.problem("is not a provider id: letters, digits, '.', '_' and '-'");
        continue;
      }
      if (id.equals(Catalog.DEMO) || id.equals(Catalog.DEFAULT_UPSTREAM)) {
        value.problem("the name is the gateway's own; take another one");
      }
      providers.put(id, provider(id, value, options));
    }
    return providers;
  }

  private static ProviderSettings provider(
      String id, YamlValue value, EndpointOptionsReader options) {
    var members = value.members(KEYS);
    var key = text(members, "api-key");
    return new ProviderSettings(
        id,
        DialectWords.ofProvider(members.get("dialect")),
        key == null ? null : ProviderKey.of(key),
        options.read(members),
        new TraitSettings(
            YamlWords.all(members.get("accepts"), Trait::of, TRAITS),
            YamlWords.all(members.get("refuses"), Trait::of, TRAITS)),
        texts(members, "models"),
        text(members, "prices"),
        text(members, "like"),
        EndpointsSection.read(members.get("endpoints"), options),
        DialectWords.ofEndpoint(members.get("endpoint")));
  }

  private static @Nullable String text(Map<String, YamlValue> members, String name) {
    var value = members.get(name);
    return value == null ? null : value.textNotEmpty();
  }

  private static List<String> texts(Map<String, YamlValue> members, String name) {
    var value = members.get(name);
    return value == null ? List.of() : value.texts();
  }
}
