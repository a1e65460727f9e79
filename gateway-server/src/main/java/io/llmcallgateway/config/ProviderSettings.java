package io.llmcallgateway.config;

import io.llmcallgateway.model.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An entry under `providers:` in gateway.yaml as it stands there, references resolved: an own
/// provider, or values that override a built-in row's.
public record ProviderSettings(
    String id,
    @Nullable String dialect,
    @Nullable String baseUrl,
    @Nullable Secret apiKey,
    @Nullable String auth,
    Map<String, String> headers,
    List<String> quirks,
    List<String> models,
    @Nullable String prices,
    Map<String, String> paths) {
  public ProviderSettings {
    headers = Map.copyOf(headers);
    quirks = List.copyOf(quirks);
    paths = Map.copyOf(paths);
    models = List.copyOf(models);
  }
}
