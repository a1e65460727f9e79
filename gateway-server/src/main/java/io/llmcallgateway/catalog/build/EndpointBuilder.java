package io.llmcallgateway.catalog.build;

import io.llmcallgateway.catalog.BuiltInProvider;
import io.llmcallgateway.catalog.NamePattern;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.catalog.ProviderEndpoint;
import io.llmcallgateway.config.EndpointSettings;
import io.llmcallgateway.config.Problem;
import io.llmcallgateway.config.ProviderSettings;
import io.llmcallgateway.model.Quirk;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The further endpoints of a provider in gateway.yaml: the built-in row's, changed and added to.
final class EndpointBuilder {
  private final ProviderSettings given;
  private final Provider main;
  private final String path;
  private final List<Problem> problems;
  private final Map<Provider.Dialect, ProviderEndpoint> endpoints = new LinkedHashMap<>();

  private EndpointBuilder(ProviderSettings given, Provider main, List<Problem> problems) {
    this.given = given;
    this.main = main;
    this.path = "providers." + given.id();
    this.problems = problems;
  }

  /// The provider with its endpoints.
  ///
  /// @param row the built-in one whose format the provider speaks, null where there is none
  static Provider complete(
      ProviderSettings given,
      Provider main,
      @Nullable BuiltInProvider row,
      List<Problem> problems) {
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
    var dialect = dialect(each.dialect());
    var at = path + ".endpoints." + each.dialect();
    if (dialect == main.dialect()) {
      problems.add(new Problem(at, "is what the provider's own base-url speaks; change that"));
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
            auth(each, known, at),
            headers(each, known),
            paths(each, known),
            quirks(each, known, at),
            models(each, known)));
  }

  private String baseUrl(EndpointSettings each, @Nullable ProviderEndpoint known) {
    if (each.baseUrl() != null) return each.baseUrl();
    return known == null ? main.baseUrl() : known.baseUrl();
  }

  /// A vendor's key goes where its main endpoint has it, unless something else is said.
  private Provider.Auth auth(EndpointSettings each, @Nullable ProviderEndpoint known, String at) {
    var usual = known == null ? main.auth() : known.auth();
    if (each.auth() == null) return usual;
    var auth = Provider.Auth.of(each.auth());
    if (auth != null) return auth;
    unknown(
        at + ".auth",
        each.auth(),
        Arrays.stream(Provider.Auth.values()).map(Provider.Auth::text).toList());
    return usual;
  }

  private Map<String, String> headers(EndpointSettings each, @Nullable ProviderEndpoint known) {
    var headers = new LinkedHashMap<>(known == null ? main.headers() : known.headers());
    headers.putAll(given.headers());
    headers.putAll(each.headers());
    return headers;
  }

  private static Map<String, String> paths(
      EndpointSettings each, @Nullable ProviderEndpoint known) {
    var paths = new LinkedHashMap<String, String>(known == null ? Map.of() : known.paths());
    paths.putAll(each.paths());
    return paths;
  }

  private Set<Quirk> quirks(EndpointSettings each, @Nullable ProviderEndpoint known, String at) {
    if (each.quirks().isEmpty()) return known == null ? Set.of() : known.quirks();
    var quirks = EnumSet.noneOf(Quirk.class);
    for (var text : each.quirks()) {
      var quirk = Quirk.of(text);
      if (quirk != null) quirks.add(quirk);
      else unknown(at + ".quirks", text, Arrays.stream(Quirk.values()).map(Quirk::text).toList());
    }
    return quirks;
  }

  private static List<NamePattern> models(EndpointSettings each, @Nullable ProviderEndpoint known) {
    if (each.models().isEmpty()) return known == null ? List.of() : known.models();
    return each.models().stream().map(NamePattern::new).toList();
  }

  private Provider.@Nullable Dialect chosen() {
    if (given.endpoint() == null) return null;
    var chosen = dialect(given.endpoint());
    if (chosen == main.dialect() || endpoints.containsKey(chosen)) return chosen;
    problems.add(
        new Problem(
            path + ".endpoint",
            "'"
                + chosen.text()
                + "' is no endpoint of it; describe it under endpoints: { "
                + chosen.text()
                + ": { base-url: … } }"));
    return null;
  }

  private static Provider.Dialect dialect(String name) {
    var dialect = Provider.Dialect.of(name);
    if (dialect == null) throw new IllegalStateException(name); // the section's reader knows all
    return dialect;
  }

  private void unknown(String at, String text, List<String> known) {
    problems.add(new Problem(at, "'" + text + "' is not one of " + String.join(", ", known)));
  }
}
