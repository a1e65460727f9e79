package io.llmcallgateway.config;

import io.llmcallgateway.catalog.NamePattern;
import io.llmcallgateway.model.DialectId;
import java.util.List;

/// An entry under a provider's `endpoints:` in gateway.yaml.
///
/// @param off true if the built-in provider's endpoint is not to be used
/// @param options what differs from the provider, or from the built-in provider's endpoint
/// @param models patterns of the models that are served there
public record EndpointSettings(
    DialectId dialect, boolean off, EndpointOptions options, List<NamePattern> models) {
  public EndpointSettings {
    models = List.copyOf(models);
  }
}
