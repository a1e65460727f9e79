package io.llmcallgateway.catalog.build;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.BuiltInProvider;
import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.catalog.UrlTemplate;
import io.llmcallgateway.config.Problem;
import io.llmcallgateway.config.Settings;
import io.llmcallgateway.journal.Redaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes the catalogue that the settings mean: which providers are switched on, with which keys,
/// and the model groups over them.
public final class CatalogBuilder {
  /// OpenAI's is reported by the settings' loader, since it makes the default upstream; Anthropic's
  /// is what Claude Code reads, and leads to this gateway more often than not.
  private static final Set<String> MAY_STAND_ALONE =
      Set.of("OPENAI_BASE_URL", "ANTHROPIC_BASE_URL");

  /// The catalogue, and all that is wrong with it; without problems it is complete.
  public record Assembled(Catalog catalog, List<Problem> problems) {}

  private final Settings settings;
  private final BuiltInData builtIn;
  private final ProviderBuilder providers;
  private final List<Problem> problems = new ArrayList<>();

  private CatalogBuilder(
      Settings settings, BuiltInData builtIn, Supplier<? extends Set<String>> priceLists) {
    this.settings = settings;
    this.builtIn = builtIn;
    this.providers =
        new ProviderBuilder(
            builtIn, priceLists, settings.variables()::get, settings.listen().port(), problems);
  }

  /// @param priceLists the lists of prices that there are
  public static Assembled assemble(
      Settings settings, BuiltInData builtIn, Supplier<? extends Set<String>> priceLists) {
    return new CatalogBuilder(settings, builtIn, priceLists).assemble();
  }

  private void checkRedaction() {
    var rules = settings.journal().redact();
    for (int i = 0; i < rules.size(); i++) {
      var problem = Redaction.problem(rules.get(i));
      if (problem == null) continue;
      problems.add(new Problem("journal.redact[" + i + "]", "'" + rules.get(i) + "' " + problem));
    }
  }

  private Assembled assemble() {
    checkRedaction();
    var configured = new LinkedHashMap<String, Catalog.Entry>();
    for (var given : settings.providers().values()) {
      var entry = providers.configured(given);
      if (entry != null) configured.put(given.id(), entry);
    }
    var defaultUpstream = defaultUpstream();
    var fromRows = new ArrayList<Catalog.Entry>();
    for (var row : builtIn.rows().values()) {
      if (settings.providers().containsKey(row.id())) continue;
      var entry = fromRow(row, defaultUpstream);
      if (entry != null) fromRows.add(entry);
    }
    var on = new ArrayList<>(configured.values());
    on.addAll(fromRows);
    var groups = new GroupBuilder(ids(on, defaultUpstream), builtIn, settings, problems).groups();
    var catalog =
        new Catalog(
            builtIn,
            List.copyOf(configured.values()),
            fromRows,
            defaultUpstream,
            groups,
            settings.rules());
    return new Assembled(catalog, List.copyOf(problems));
  }

  /// The row as its variables switch it on, or as the default upstream does.
  private Catalog.@Nullable Entry fromRow(
      BuiltInProvider row, Catalog.@Nullable Entry defaultUpstream) {
    if (providers.isSwitchedOn(row)) return providers.fromVariables(row);
    if (defaultUpstream != null && defaultUpstream.provider().id().equals(row.id())) {
      return defaultUpstream;
    }
    if (!row.keyOptional()) requireNoBaseAlone(row);
    return null;
  }

  /// A base URL set without its key is a mistake that would be hard to find later.
  private void requireNoBaseAlone(BuiltInProvider row) {
    for (var reference : row.baseUrl().references()) {
      var name = reference.variable();
      boolean base = name.endsWith("_API_BASE") || name.endsWith("_BASE_URL");
      if (!base || MAY_STAND_ALONE.contains(name) || settings.variables().get(name) == null)
        continue;
      problems.add(
          new Problem(
              name,
              "is set, but the key of the provider "
                  + row.id()
                  + " is not: set "
                  + row.key().getFirst()));
    }
  }

  private Catalog.@Nullable Entry defaultUpstream() {
    var given = settings.defaultUpstream();
    if (given == null) return null;
    var row = providers.rowOfHost(given.baseUrl());
    if (row != null) return providers.asRow(row, given.baseUrl(), given.key());
    return new Catalog.Entry(
        new Provider(
            ProviderBuilder.DEFAULT,
            Provider.Dialect.OPENAI,
            UrlTemplate.withoutTrailingSlashes(given.baseUrl()),
            Provider.Auth.BEARER,
            given.key(),
            Map.of(),
            Set.of(),
            List.of(),
            Map.of()),
        null,
        ProviderBuilder.DEFAULT);
  }

  private static Set<String> ids(List<Catalog.Entry> on, Catalog.@Nullable Entry defaultUpstream) {
    var ids = new LinkedHashSet<String>();
    for (var entry : on) ids.add(entry.provider().id());
    if (defaultUpstream != null) ids.add(defaultUpstream.provider().id());
    ids.add(Catalog.DEMO);
    return ids;
  }
}
