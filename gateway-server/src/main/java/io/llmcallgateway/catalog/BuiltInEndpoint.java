package io.llmcallgateway.catalog;

import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.model.Quirk;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A further endpoint of a built-in provider, as in `providers.yaml`.
///
/// @param path the path of its base URL, which replaces the final path of the row's base URL; null
///   if both have the same base URL
/// @param auth null for the row's
public record BuiltInEndpoint(
    DialectId dialect,
    @Nullable String path,
    @Nullable ProviderAuth auth,
    Map<String, String> headers,
    Map<String, String> paths,
    Set<Quirk> quirks,
    List<NamePattern> models) {
  public BuiltInEndpoint {
    headers = Map.copyOf(headers);
    paths = Map.copyOf(paths);
    quirks = Set.copyOf(quirks);
    models = List.copyOf(models);
  }

  /// Returns the endpoint that belongs to a base URL of its row, which may have another host. Null
  /// if that URL does not have the vendor's form, so that its other paths are unknown.
  ///
  /// @param usual the row's base URL without any settings
  @Nullable ProviderEndpoint beside(
      String baseUrl, @Nullable String usual, ProviderAuth usualAuth) {
    var place = path == null ? baseUrl : place(baseUrl, usual, path);
    if (place == null) return null;
    return new ProviderEndpoint(
        dialect, place, auth == null ? usualAuth : auth, headers, paths, quirks, models);
  }

  private static @Nullable String place(String baseUrl, @Nullable String usual, String path) {
    var own = pathOf(baseUrl);
    var stem = baseUrl.substring(0, baseUrl.length() - own.length());
    if (own.isEmpty()) return stem + path;
    var expected = usual == null ? "" : pathOf(usual);
    if (expected.isEmpty() || !own.endsWith(expected)) return null;
    return stem + own.substring(0, own.length() - expected.length()) + path;
  }

  private static String pathOf(String url) {
    var path = URI.create(url).getRawPath();
    return path == null ? "" : path;
  }
}
