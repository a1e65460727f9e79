package io.llmcallgateway.catalog.build;

import io.llmcallgateway.catalog.BuiltInProvider;
import io.llmcallgateway.catalog.NamePattern;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.catalog.ProviderEndpoint;
import io.llmcallgateway.config.EndpointSettings;
import io.llmcallgateway.config.ProviderSettings;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.model.Quirk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Builds the further endpoints of a provider in gateway.yaml: those of the built-in provider with
/// changes and additions.
final class EndpointBuilder {
  private final ProviderSettings given;
  private final Provider main;
  private final String path;
  private final CatalogProblems problems;
  private final Map<DialectId, ProviderEndpoint> endpoints = new LinkedHashMap<>();

  private EndpointBuilder(ProviderSettings given, Provider main, CatalogProblems problems) {
    this.given = given;
    this.main = main;
    this.path = "providers." + given.id();
    this.problems = problems;
  }

  /// Returns the provider with its endpoints.
  ///
  /// @param row the built-in provider of the same dialect; null if there is none
  static Provider complete(
      ProviderSettings given,
      Provider main,
      @Nullable BuiltInProvider row,
      CatalogProblems problems) {
    return new EndpointBuilder(given, main, problems).complete(row);
  }

  private Provider complete(@Nullable BuiltInProvider row) {
    if (row != null) {
      for (var each : row.endpoints(main.baseUrl())) endpoints.put(each.dialect(), each);
    }
    for (var each : given.endpoints().values()) add(each);
    return main.with(List.copyOf(endpoints.values()), chosen());
  }

  private void add(EndpointSettings each) {
    var dialect = each.dialect();
    if (dialect == main.dialect()) {
      problems.add(
          path + ".endpoints." + dialect.text(),
          "is what the provider's own base-url speaks; change that");
      return;
    }
    if (each.off()) {
      endpoints.remove(dialect);
      return;
    }
    var known = endpoints.get(dialect);
    endpoints.put(
        dialect,
        new ProviderEndpoint(
            dialect,
            baseUrl(each, known),
            auth(each, known),
            headers(each, known),
            paths(each, known),
            quirks(each, known),
            models(each, known)));
  }

  private String baseUrl(EndpointSettings each, @Nullable ProviderEndpoint known) {
    var url = each.options().baseUrl();
    if (url != null) return url.toString();
    return known == null ? main.baseUrl() : known.baseUrl();
  }

  /// Returns the authentication of an endpoint, by default that of the main endpoint.
  private ProviderAuth auth(EndpointSettings each, @Nullable ProviderEndpoint known) {
    if (each.options().auth() != null) return each.options().auth();
    return known == null ? main.auth() : known.auth();
  }

  private Map<String, String> headers(EndpointSettings each, @Nullable ProviderEndpoint known) {
    var below = known == null ? main.headers() : known.headers();
    return each.options().headersOver(given.options().headersOver(below));
  }

  private static Map<String, String> paths(
      EndpointSettings each, @Nullable ProviderEndpoint known) {
    var paths = new LinkedHashMap<String, String>(known == null ? Map.of() : known.paths());
    paths.putAll(each.options().paths());
    return paths;
  }

  private static Set<Quirk> quirks(EndpointSettings each, @Nullable ProviderEndpoint known) {
    if (!each.options().quirks().isEmpty()) return each.options().quirks();
    return known == null ? Set.of() : known.quirks();
  }

  private static List<NamePattern> models(EndpointSettings each, @Nullable ProviderEndpoint known) {
    if (!each.models().isEmpty()) return each.models();
    return known == null ? List.of() : known.models();
  }

  private @Nullable DialectId chosen() {
    var chosen = given.endpoint();
    if (chosen == null || chosen == main.dialect() || endpoints.containsKey(chosen)) return chosen;
    problems.add(
        path + ".endpoint",
        "'"
            + chosen.text()
            + "' is no endpoint of it; describe it under endpoints: { "
            + chosen.text()
            + ": { base-url: … } }");
    return null;
  }
}
