package io.llmcallgateway.config;

import io.llmcallgateway.rules.ModelRule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Settings of providers and models, each in the order of gateway.yaml.
///
/// @param defaultUpstream null where there is none
/// @param providers by their ids
/// @param groups by the names of models
public record UpstreamSettings(
    @Nullable DefaultUpstream defaultUpstream,
    Map<String, ProviderSettings> providers,
    Map<String, GroupSettings> groups,
    List<ModelRule> rules) {
  public UpstreamSettings {
    providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    rules = List.copyOf(rules);
  }
}
