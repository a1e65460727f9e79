package io.llmcallgateway.route;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.ModelGroup;
import io.llmcallgateway.catalog.ModelGroup.Member;
import io.llmcallgateway.catalog.ModelGroup.Strategy;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts catalogues together for tests, over the built-in rows.
final class Catalogs {
  static final BuiltInData BUILT_IN = BuiltInData.load();

  private final List<Catalog.Entry> configured = new ArrayList<>();
  private final List<Catalog.Entry> fromRows = new ArrayList<>();
  private final List<ModelGroup> groups = new ArrayList<>();
  private Catalog.@Nullable Entry defaultUpstream;

  static Catalogs empty() {
    return new Catalogs();
  }

  /// Built-in rows that are switched on.
  Catalogs on(String... ids) {
    for (var id : ids) {
      var row = Objects.requireNonNull(BUILT_IN.row(id), id);
      var models = BUILT_IN.list(row.catalogue()).keySet();
      fromRows.add(new Catalog.Entry(provider(id, List.copyOf(models)), row.catalogue(), id));
    }
    return this;
  }

  /// A provider of gateway.yaml; without models its own list is asked.
  Catalogs own(String id, String... models) {
    configured.add(new Catalog.Entry(provider(id, List.of(models)), null, id));
    return this;
  }

  Catalogs defaultUpstream(String id) {
    defaultUpstream = new Catalog.Entry(provider(id, List.of()), null, id);
    return this;
  }

  /// A group of `provider/model` or `provider/model@weight`.
  Catalogs group(String name, Strategy strategy, List<String> targets, String... fallbacks) {
    var members = new ArrayList<Member>();
    for (var target : targets) {
      var weighted = target.split("@", 2);
      var parts = weighted[0].split("/", 2);
      int weight = weighted.length == 2 ? Integer.parseInt(weighted[1]) : 1;
      members.add(new Member(parts[0], parts[1], weight));
    }
    groups.add(new ModelGroup(name, members, strategy, List.of(fallbacks), false));
    return this;
  }

  /// The last group refuses what would change a request's meaning.
  Catalogs strict() {
    var last = groups.removeLast();
    groups.add(
        new ModelGroup(last.name(), last.targets(), last.strategy(), last.fallbacks(), true));
    return this;
  }

  Catalog build() {
    return new Catalog(BUILT_IN, configured, fromRows, defaultUpstream, groups, List.of());
  }

  static Provider provider(String id, List<String> models) {
    return new Provider(
        id,
        DialectId.OPENAI,
        "http://127.0.0.1:1/v1",
        ProviderAuth.BEARER,
        new Secret("sk-" + id),
        Map.of(),
        Set.of(),
        models,
        Map.of());
  }

  private Catalogs() {}
}
