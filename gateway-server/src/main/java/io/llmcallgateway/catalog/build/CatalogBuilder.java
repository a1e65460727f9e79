package io.llmcallgateway.catalog.build;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.BuiltInProvider;
import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.config.LoadedConfiguration;
import io.llmcallgateway.config.Problem;
import io.llmcallgateway.config.Settings;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ProviderAuth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Builds the catalogue of a configuration: the providers that are switched on, their keys, and the
/// groups of models. The settings have been validated; only what depends on the built-in providers
/// and the lists of prices is checked here.
public final class CatalogBuilder {
  /// The base URL variables that may be set without a key. OpenAI's is checked by the settings'
  /// loader, since it makes the default upstream; Anthropic's is used by Claude Code, and usually
  /// points to this gateway.
  private static final Set<String> MAY_STAND_ALONE =
      Set.of("OPENAI_BASE_URL", "ANTHROPIC_BASE_URL");

  /// A catalogue with the problems found; it is complete if there are none.
  public record Result(Catalog catalog, List<Problem> problems) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  private final Settings settings;
  private final BuiltInData builtIn;
  private final BuiltInProviderBuilder rows;
  private final ProviderBuilder providers;
  private final CatalogProblems problems;

  private CatalogBuilder(LoadedConfiguration loaded, BuiltInData builtIn, PriceLists prices) {
    this.settings = loaded.settings();
    this.builtIn = builtIn;
    this.problems = new CatalogProblems(loaded.lines());
    this.rows =
        new BuiltInProviderBuilder(
            builtIn, settings.variables(), settings.listen().port(), problems);
    this.providers = new ProviderBuilder(builtIn, rows, prices, problems);
  }

  public static Result build(LoadedConfiguration loaded, BuiltInData builtIn, PriceLists prices) {
    return new CatalogBuilder(loaded, builtIn, prices).build();
  }

  private Result build() {
    var given = settings.upstreams();
    var configured = new LinkedHashMap<String, Catalog.Entry>();
    for (var provider : given.providers().values()) {
      var entry = providers.build(provider);
      if (entry != null) configured.put(provider.id(), entry);
    }
    var defaultUpstream = defaultUpstream();
    var fromRows = new ArrayList<Catalog.Entry>();
    for (var row : builtIn.rows().values()) {
      if (given.providers().containsKey(row.id())) continue;
      var entry = fromRow(row, defaultUpstream);
      if (entry != null) fromRows.add(entry);
    }
    var on = new ArrayList<>(configured.values());
    on.addAll(fromRows);
    var groups = new GroupBuilder(ids(on, defaultUpstream), builtIn, given, problems).groups();
    var catalog =
        new Catalog(
            builtIn,
            List.copyOf(configured.values()),
            fromRows,
            defaultUpstream,
            groups,
            given.rules());
    return new Result(catalog, problems.all());
  }

  /// Returns the built-in provider as switched on by its variables or as the default upstream.
  private Catalog.@Nullable Entry fromRow(
      BuiltInProvider row, Catalog.@Nullable Entry defaultUpstream) {
    if (rows.isSwitchedOn(row)) return rows.fromVariables(row);
    if (defaultUpstream != null && defaultUpstream.provider().id().equals(row.id())) {
      return defaultUpstream;
    }
    if (!row.keyOptional()) requireNoBaseAlone(row);
    return null;
  }

  /// Adds a problem if a base URL is set without its key, a mistake that would be hard to find
  /// later.
  private void requireNoBaseAlone(BuiltInProvider row) {
    for (var reference : row.baseUrl().references()) {
      var name = reference.variable();
      boolean base = name.endsWith("_API_BASE") || name.endsWith("_BASE_URL");
      if (!base || MAY_STAND_ALONE.contains(name) || settings.variables().get(name) == null) {
        continue;
      }
      problems.add(
          name,
          "is set, but the key of the provider "
              + row.id()
              + " is not: set "
              + row.key().getFirst());
    }
  }

  private Catalog.@Nullable Entry defaultUpstream() {
    var given = settings.upstreams().defaultUpstream();
    if (given == null) return null;
    var row = rows.ofHost(given.baseUrl());
    if (row != null) return rows.at(row, given.baseUrl(), given.key());
    return new Catalog.Entry(
        new Provider(
            Catalog.DEFAULT_UPSTREAM,
            DialectId.USUAL,
            given.baseUrl().toString(),
            ProviderAuth.BEARER,
            given.key(),
            Map.of(),
            Set.of(),
            List.of(),
            Map.of()),
        null,
        Catalog.DEFAULT_UPSTREAM);
  }

  private static Set<String> ids(List<Catalog.Entry> on, Catalog.@Nullable Entry defaultUpstream) {
    var ids = new LinkedHashSet<String>();
    for (var entry : on) ids.add(entry.provider().id());
    if (defaultUpstream != null) ids.add(defaultUpstream.provider().id());
    ids.add(Catalog.DEMO);
    return ids;
  }
}
