package io.llmcallgateway.catalog;

import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Secret;
import io.llmcallgateway.model.Traits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A provider that is switched on: its address, key and peculiarities.
///
/// @param baseUrl as for the vendor's SDK, without a trailing slash
/// @param key null for a server without keys
/// @param headers further constant headers of each request
/// @param paths the paths of operations that differ from the dialect's, by `pathKey`; with
///   `{model}` and optionally a query
/// @param traits the optional features of its requests
/// @param like the built-in provider whose traits, quirks and model rules apply too; null for none
/// @param models the ids of the provider's catalogue; empty if its own API is asked
/// @param endpoints further formats that it supports
/// @param endpoint the format to use for every call; null if it depends on the call
public record Provider(
    String id,
    DialectId dialect,
    String baseUrl,
    ProviderAuth auth,
    @Nullable Secret key,
    Map<String, String> headers,
    Set<Quirk> quirks,
    List<String> models,
    Map<String, String> paths,
    Traits traits,
    @Nullable String like,
    List<ProviderEndpoint> endpoints,
    @Nullable DialectId endpoint) {

  /// The path that marks an operation as not available.
  public static final String NOWHERE = "none";

  /// Returns the key of an operation's path: `chat`, `stream` (a streamed chat), `completion`,
  /// `embedding` or `count-tokens`.
  public static String pathKey(Operation operation, boolean stream) {
    return operation.pathKey(stream);
  }

  /// Creates a provider without traits or further endpoints.
  public Provider(
      String id,
      DialectId dialect,
      String baseUrl,
      ProviderAuth auth,
      @Nullable Secret key,
      Map<String, String> headers,
      Set<Quirk> quirks,
      List<String> models,
      Map<String, String> paths) {
    this(id, dialect, baseUrl, auth, key, headers, quirks, models, paths, Traits.UNKNOWN, null);
  }

  public Provider {
    headers = Map.copyOf(headers);
    quirks = Set.copyOf(quirks);
    models = List.copyOf(models);
    paths = Map.copyOf(paths);
    endpoints = List.copyOf(endpoints);
  }

  /// Creates a provider with a single format.
  public Provider(
      String id,
      DialectId dialect,
      String baseUrl,
      ProviderAuth auth,
      @Nullable Secret key,
      Map<String, String> headers,
      Set<Quirk> quirks,
      List<String> models,
      Map<String, String> paths,
      Traits traits,
      @Nullable String like) {
    this(
        id, dialect, baseUrl, auth, key, headers, quirks, models, paths, traits, like, List.of(),
        null);
  }

  /// Returns the provider with further endpoints.
  public Provider with(List<ProviderEndpoint> others, @Nullable DialectId chosen) {
    return new Provider(
        id, dialect, baseUrl, auth, key, headers, quirks, models, paths, traits, like, others,
        chosen);
  }

  /// Returns a provider for each of its endpoints that serve a model of that name, the main one
  /// first.
  public List<Provider> waysTo(String model) {
    if (endpoints.isEmpty()) return List.of(this);
    var ways = new ArrayList<Provider>(endpoints.size() + 1);
    ways.add(this);
    for (var each : endpoints) if (each.serves(model)) ways.add(at(each));
    return ways;
  }

  /// True if it is Vertex AI. Google's credentials are used for nothing else; with an API key or a
  /// bearer token, it is recognized by its host, or by paths that name a publisher.
  public boolean isOnVertex() {
    if (auth == ProviderAuth.GOOGLE) return true;
    if (baseUrl.contains("aiplatform.googleapis.com")) return true;
    return paths.values().stream().anyMatch(path -> path.contains("/publishers/"));
  }

  private Provider at(ProviderEndpoint other) {
    return new Provider(
        id,
        other.dialect(),
        other.baseUrl(),
        other.auth(),
        key,
        other.headers(),
        other.quirks(),
        models,
        other.paths(),
        traits,
        like);
  }

  /// Returns a text without headers and paths, which may contain keys.
  @Override
  public String toString() {
    return "Provider[" + id + ", " + dialect + ", " + baseUrl + "]";
  }
}
