package io.llmcallgateway.catalog;

import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.model.Quirk;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A further endpoint of a provider, with another format and the same key.
///
/// @param models patterns of the models that it serves; empty for all
public record ProviderEndpoint(
    DialectId dialect,
    String baseUrl,
    ProviderAuth auth,
    Map<String, String> headers,
    Map<String, String> paths,
    Set<Quirk> quirks,
    List<NamePattern> models) {
  public ProviderEndpoint {
    headers = Map.copyOf(headers);
    paths = Map.copyOf(paths);
    quirks = Set.copyOf(quirks);
    models = List.copyOf(models);
  }

  /// True if it serves a model of that name.
  public boolean serves(String model) {
    if (models.isEmpty()) return true;
    for (var pattern : models) if (pattern.matches(model)) return true;
    return false;
  }

  /// Returns a text without headers and paths, which may contain keys.
  @Override
  public String toString() {
    return "ProviderEndpoint[" + dialect + ", " + baseUrl + "]";
  }
}
