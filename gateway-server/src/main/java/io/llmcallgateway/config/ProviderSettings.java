package io.llmcallgateway.config;

import io.llmcallgateway.model.DialectId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An entry under `providers:` in gateway.yaml: an own provider, or values that override a built-in
/// provider's.
///
/// @param dialect null where none was given
/// @param key null where none was given
/// @param models ids of models; empty where none were given
/// @param prices the name of a list of prices, or null
/// @param like the id of the built-in provider whose traits, quirks and model rules hold for it
///   too, or null
/// @param endpoints further formats that it speaks
/// @param endpoint the format that every call goes in; null where the call decides
public record ProviderSettings(
    String id,
    @Nullable DialectId dialect,
    @Nullable ProviderKey key,
    EndpointOptions options,
    TraitSettings traits,
    List<String> models,
    @Nullable String prices,
    @Nullable String like,
    Map<DialectId, EndpointSettings> endpoints,
    @Nullable DialectId endpoint) {
  public ProviderSettings {
    models = List.copyOf(models);
    endpoints = Collections.unmodifiableMap(new LinkedHashMap<>(endpoints));
  }
}
