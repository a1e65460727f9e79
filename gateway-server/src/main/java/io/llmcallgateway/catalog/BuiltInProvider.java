package io.llmcallgateway.catalog;

import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Traits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A built-in provider, as in `providers.yaml`, switched on or not.
///
/// @param key the variables for its key, of which the first one set is used
/// @param keyOptional true for a server that also works without a key
/// @param catalogue its list in `models.json`; null if its own API is asked
/// @param on further variables that switch it on; `A+B` if both must be set
/// @param paths see `Provider`
/// @param hosts hosts that a base URL may result in, with their replacements
/// @param endpoints further formats that it supports
/// @param makes the models that this provider makes
/// @param traits the optional features of its requests
/// @param like the row whose traits, quirks and model rules apply too; null for none
public record BuiltInProvider(
    String id,
    String name,
    DialectId dialect,
    UrlTemplate baseUrl,
    List<String> key,
    boolean keyOptional,
    ProviderAuth auth,
    Map<String, String> headers,
    Set<Quirk> quirks,
    @Nullable String catalogue,
    List<NamePattern> makes,
    List<String> on,
    Map<String, String> paths,
    Map<String, String> hosts,
    Traits traits,
    @Nullable String like,
    List<BuiltInEndpoint> endpoints) {
  public BuiltInProvider {
    key = List.copyOf(key);
    headers = Map.copyOf(headers);
    quirks = Set.copyOf(quirks);
    makes = List.copyOf(makes);
    on = List.copyOf(on);
    paths = Map.copyOf(paths);
    hosts = Map.copyOf(hosts);
    endpoints = List.copyOf(endpoints);
  }

  /// True if this provider makes the model of that name.
  public boolean makes(String model) {
    for (var pattern : makes) if (pattern.matches(model)) return true;
    return false;
  }

  /// Returns its base URL with variables filled in; null if one is missing.
  public @Nullable String baseUrl(VariableLookup variables) {
    var filled = baseUrl.fill(variables);
    for (var host : hosts.entrySet()) {
      if (filled != null)
        filled = filled.replace("//" + host.getKey() + "/", "//" + host.getValue() + "/");
    }
    return filled;
  }

  /// Returns its further endpoints for a base URL, which may have another host.
  public List<ProviderEndpoint> endpoints(String baseUrl) {
    var usual = this.baseUrl.fill(_ -> null);
    var found = new ArrayList<ProviderEndpoint>(endpoints.size());
    for (var each : endpoints) {
      var endpoint = each.beside(baseUrl, usual, auth);
      if (endpoint != null) found.add(endpoint);
    }
    return found;
  }

  /// Returns how to switch it on, as part of a sentence.
  public String howToSwitchOn() {
    return keyOptional
        ? "write `" + id + ": {}` under `providers:` in gateway.yaml"
        : "set " + key.getFirst() + " in the environment or .env";
  }
}
