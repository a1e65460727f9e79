package io.llmcallgateway.catalog.build;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.BuiltInProvider;
import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.catalog.UrlTemplate;
import io.llmcallgateway.config.BaseUrl;
import io.llmcallgateway.config.ProviderKey;
import io.llmcallgateway.config.Variables;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.model.Secret;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Builds the built-in providers that variables switch on.
///
/// @param ownPort the gateway's own port, which cannot be a provider's
record BuiltInProviderBuilder(
    BuiltInData builtIn, Variables variables, int ownPort, CatalogProblems problems) {
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  /// True if a provider's usual variables switch it on.
  boolean isSwitchedOn(BuiltInProvider row) {
    if (keyVariable(row) != null) return true;
    for (var together : row.on()) {
      if (List.of(together.split("\\+", -1)).stream().allMatch(this::isSet)) return true;
    }
    if (!row.keyOptional()) return false;
    for (var reference : row.baseUrl().references()) {
      if (isSet(reference.variable())) return true;
    }
    return false;
  }

  private boolean isSet(String variable) {
    return variables.get(variable) != null;
  }

  /// Returns the variable with a provider's key; null if none is set.
  @Nullable String keyVariable(BuiltInProvider row) {
    for (var name : row.key()) if (isSet(name)) return name;
    return null;
  }

  /// Returns a provider's key from its variables; null if none is set.
  @Nullable Secret key(BuiltInProvider row) {
    var name = keyVariable(row);
    var key = name == null ? null : variables.get(name);
    return key == null ? null : ProviderKey.of(key).secret();
  }

  /// Returns a provider as configured by variables; null if something is missing.
  Catalog.@Nullable Entry fromVariables(BuiltInProvider row) {
    var baseUrl = baseUrl(row, keyVariable(row));
    return baseUrl == null ? null : entry(row, baseUrl, key(row));
  }

  /// Returns a provider's base URL by its variables; null if a problem was added.
  ///
  /// @param keyVariable the variable that switches it on; null for gateway.yaml
  @Nullable String baseUrl(BuiltInProvider row, @Nullable String keyVariable) {
    for (var missing : row.baseUrl().missing(variables::get)) {
      if (problems.has(missing)) continue; // of another provider of the same account
      var switchedOnBy = keyVariable == null ? "gateway.yaml" : keyVariable;
      problems.add(
          missing,
          "is needed by the provider " + row.id() + ", which " + switchedOnBy + " switches on");
    }
    var filled = row.baseUrl(variables::get);
    var problem = filled == null ? null : BaseUrl.problem(filled, ownPort);
    if (problem == null) return filled;
    problems.add(
        addressVariables(row),
        "makes the base URL of the provider " + row.id() + ", which " + problem);
    return null;
  }

  /// Returns the names of the variables in a base URL.
  private String addressVariables(BuiltInProvider row) {
    var names = row.baseUrl().references().stream().map(UrlTemplate.Reference::variable);
    return String.join(", ", names.filter(this::isSet).toList());
  }

  /// Returns a provider with another base URL and key, for the default upstream.
  Catalog.Entry at(BuiltInProvider row, URI baseUrl, @Nullable Secret key) {
    var usual = row.baseUrl().fill(_ -> null);
    var path = baseUrl.getPath();
    boolean bare = path == null || path.isEmpty() || path.equals("/");
    var whole = bare && usual != null ? usual : baseUrl.toString();
    if (bare || row.dialect() == DialectId.USUAL) return entry(row, whole, key);
    // The default upstream's path is that of a vendor's OpenAI-compatible endpoint.
    var provider =
        new Provider(
            row.id(),
            DialectId.USUAL,
            whole,
            ProviderAuth.BEARER,
            key,
            Map.of(),
            Set.of(),
            models(row),
            Map.of());
    return new Catalog.Entry(provider, row.catalogue(), row.id());
  }

  private Catalog.Entry entry(BuiltInProvider row, String baseUrl, @Nullable Secret key) {
    var provider =
        new Provider(
            row.id(),
            row.dialect(),
            baseUrl,
            row.auth(),
            key,
            row.headers(),
            row.quirks(),
            models(row),
            row.paths(),
            row.traits(),
            row.like(),
            row.endpoints(baseUrl),
            null);
    return new Catalog.Entry(provider, row.catalogue(), row.id());
  }

  /// Returns the models of a provider's catalogue.
  List<String> models(BuiltInProvider row) {
    return List.copyOf(builtIn.list(row.catalogue()).keySet());
  }

  /// Returns the provider with the usual host of a URL; null if there is none. Self-hosted servers
  /// have no usual host.
  @Nullable BuiltInProvider ofHost(URI baseUrl) {
    var host = host(baseUrl);
    if (host == null || LOCAL.contains(host)) return null;
    for (var row : builtIn.rows().values()) {
      var usual = row.baseUrl().fill(_ -> null);
      if (usual != null && host.equals(host(URI.create(usual)))) return row;
    }
    return null;
  }

  private static @Nullable String host(URI url) {
    return url.getHost() == null ? null : url.getHost().toLowerCase(Locale.ROOT);
  }
}
