package io.llmcallgateway.catalog;

import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Traits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A built-in provider as `providers.yaml` has it, switched on or not.
///
/// @param key variables that hold its key, the first one set wins
/// @param keyOptional true for a server that also works without a key
/// @param catalogue its list in `models.json`; null where its own list is asked
/// @param on further variables that switch it on; `A+B` where both must be set
/// @param paths as `Provider` has them
/// @param hosts names that a base URL's host may come out as, and what is meant
/// @param endpoints further formats that it speaks
/// @param makes models of which this provider is the maker
/// @param traits what its requests may have
/// @param like the row whose traits, quirks and model rules hold for it too; null for none
public record BuiltInProvider(
    String id,
    String name,
    DialectId dialect,
    UrlTemplate baseUrl,
    List<String> key,
    boolean keyOptional,
    Provider.Auth auth,
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

  /// True if this provider is the maker of a model of that name.
  public boolean makes(String model) {
    for (var pattern : makes) if (pattern.matches(model)) return true;
    return false;
  }

  /// Its base URL with values for references, or null where one is missing.
  public @Nullable String baseUrl(VariableLookup variables) {
    var filled = baseUrl.fill(variables);
    for (var host : hosts.entrySet()) {
      if (filled != null)
        filled = filled.replace("//" + host.getKey() + "/", "//" + host.getValue() + "/");
    }
    return filled;
  }

  /// Its further endpoints beside a base URL, which may be another host's.
  public List<ProviderEndpoint> endpoints(String baseUrl) {
    var usual = this.baseUrl.fill(_ -> null);
    var found = new ArrayList<ProviderEndpoint>(endpoints.size());
    for (var each : endpoints) {
      var endpoint = each.beside(baseUrl, usual, auth);
      if (endpoint != null) found.add(endpoint);
    }
    return found;
  }

  /// The step that switches it on, as a part of a sentence.
  public String howToSwitchOn() {
    return keyOptional
        ? "write `" + id + ": {}` under `providers:` in gateway.yaml"
        : "set " + key.getFirst() + " in the environment or .env";
  }
}
