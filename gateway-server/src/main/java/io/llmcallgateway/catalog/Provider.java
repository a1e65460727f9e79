package io.llmcallgateway.catalog;

import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Secret;
import io.llmcallgateway.model.Traits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A provider that is switched on: its address, its key and its ways.
///
/// @param baseUrl as the vendor's SDK takes it, without a trailing slash
/// @param key null for a server without keys
/// @param headers further headers for each request, constants of the row
/// @param paths where operations are, where they are not where the dialect has them: keys as
///   `pathKey` gives them, values with `{model}` and perhaps a query
/// @param traits what its requests may have
/// @param like the built-in row whose traits, quirks and model rules hold for it too; null for none
/// @param models ids of the provider's catalogue; empty where the provider's own list is asked
/// @param endpoints further formats that it speaks
/// @param endpoint the format that every call goes in, null where the call decides
public record Provider(
    String id,
    DialectId dialect,
    String baseUrl,
    Auth auth,
    @Nullable Secret key,
    Map<String, String> headers,
    Set<Quirk> quirks,
    List<String> models,
    Map<String, String> paths,
    Traits traits,
    @Nullable String like,
    List<ProviderEndpoint> endpoints,
    @Nullable DialectId endpoint) {

  /// The path of an operation that there is not.
  public static final String NOWHERE = "none";

  /// The place of the key in a request. BEARER is `Authorization: Bearer`; the next four are
  /// headers of that name; the last three are made of credentials where there is no key.
  public enum Auth {
    BEARER,
    API_KEY,
    X_API_KEY,
    X_GOOG_API_KEY,
    API_SUBSCRIPTION_KEY,
    /// An access token of Google's, from a service account or the machine's own.
    GOOGLE,
    /// AWS's signature, or a bearer key where there is one.
    AWS,
    /// `api-key`, or an Entra token where there is no key.
    AZURE;

    /// As it is written in gateway.yaml.
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static @Nullable Auth of(String text) {
      for (var auth : values()) if (auth.text().equals(text)) return auth;
      return null;
    }
  }

  /// `chat`, `stream` (a streamed chat), `completion`, `embedding` or `count-tokens`.
  public static String pathKey(Operation operation, boolean stream) {
    return operation.pathKey(stream);
  }

  /// One about whose requests nothing is known.
  public Provider(
      String id,
      DialectId dialect,
      String baseUrl,
      Auth auth,
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

  /// A provider that speaks one format.
  public Provider(
      String id,
      DialectId dialect,
      String baseUrl,
      Auth auth,
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

  /// The same with further endpoints.
  public Provider with(List<ProviderEndpoint> others, @Nullable DialectId chosen) {
    return new Provider(
        id, dialect, baseUrl, auth, key, headers, quirks, models, paths, traits, like, others,
        chosen);
  }

  /// The provider as it is spoken to at each of its endpoints that serve a model of that name, its
  /// main one first.
  public List<Provider> waysTo(String model) {
    if (endpoints.isEmpty()) return List.of(this);
    var ways = new ArrayList<Provider>(endpoints.size() + 1);
    ways.add(this);
    for (var each : endpoints) if (each.serves(model)) ways.add(at(each));
    return ways;
  }

  /// True if it is Vertex AI: Google's credentials open nothing else; with an API key or a bearer
  /// token its host shows it, or its paths, which name a publisher.
  public boolean isOnVertex() {
    if (auth == Auth.GOOGLE) return true;
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

  /// Without headers and paths, which may hold keys.
  @Override
  public String toString() {
    return "Provider[" + id + ", " + dialect + ", " + baseUrl + "]";
  }
}
