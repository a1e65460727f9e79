package io.llmcallgateway.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An entry under a provider's `endpoints:` in gateway.yaml: what differs from the provider, or
/// from the built-in row's endpoint.
///
/// @param off whether the row's endpoint is not to be used
/// @param models patterns of the models that are served there
public record EndpointSettings(
    String dialect,
    boolean off,
    @Nullable String baseUrl,
    @Nullable String auth,
    Map<String, String> headers,
    List<String> quirks,
    List<String> models,
    Map<String, String> paths) {
  public EndpointSettings {
    headers = Map.copyOf(headers);
    quirks = List.copyOf(quirks);
    models = List.copyOf(models);
    paths = Map.copyOf(paths);
  }
}
