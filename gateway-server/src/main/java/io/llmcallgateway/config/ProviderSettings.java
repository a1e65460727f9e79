package io.llmcallgateway.config;

import io.llmcallgateway.model.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An entry under `providers:` in gateway.yaml as it stands there, references resolved: an own
/// provider, or values that override a built-in row's.
///
/// @param endpoints further formats that it speaks, by their dialects
/// @param endpoint the dialect that every call goes in
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
    Map<String, String> paths,
    List<String> accepts,
    List<String> refuses,
    @Nullable String like,
    Map<String, EndpointSettings> endpoints,
    @Nullable String endpoint) {
  /// A provider that speaks one format.
  public ProviderSettings(
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
    this(
        id, dialect, baseUrl, apiKey, auth, headers, quirks, models, prices, paths, List.of(),
        List.of(), null, Map.of(), null);
  }

  public ProviderSettings {
    headers = Map.copyOf(headers);
    quirks = List.copyOf(quirks);
    paths = Map.copyOf(paths);
    models = List.copyOf(models);
    accepts = List.copyOf(accepts);
    refuses = List.copyOf(refuses);
    endpoints = Collections.unmodifiableMap(new LinkedHashMap<>(endpoints));
  }
}
