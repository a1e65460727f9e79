package io.llmcallgateway.config;

import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Secret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Options of a provider or of one of its endpoints, over what is built in.
///
/// @param baseUrl without a trailing slash; null where none was given
/// @param auth null where none was given
/// @param headers further headers of each request
/// @param quirks empty where none were given
/// @param paths of operations, as `Provider` has them
public record EndpointOptions(
    @Nullable URI baseUrl,
    @Nullable ProviderAuth auth,
    Map<String, Secret> headers,
    Set<Quirk> quirks,
    Map<String, String> paths) {
  /// Returns options that set a base URL, or nothing.
  public static EndpointOptions at(@Nullable URI baseUrl) {
    return new EndpointOptions(baseUrl, null, Map.of(), Set.of(), Map.of());
  }

  public EndpointOptions {
    headers = Map.copyOf(headers);
    quirks = Set.copyOf(quirks);
    paths = Map.copyOf(paths);
  }

  /// The given headers with their values, over others.
  public Map<String, String> headersOver(Map<String, String> others) {
    var all = new LinkedHashMap<>(others);
    headers.forEach((name, value) -> all.put(name, value.reveal()));
    return all;
  }
}
