package io.llmcallgateway.route;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.ModelLists;
import io.llmcallgateway.catalog.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lists the model names that a client may send, for `GET /v1/models`.
public final class ModelNames {
  /// The owner of names from gateway.yaml.
  private static final String GATEWAY = "llmcallgateway";

  /// A name and the provider that serves it.
  public record Listed(String id, String ownedBy) {}

  private ModelNames() {}

  /// Returns all names, each once: groups, aliases that lead to a provider, provider/model of all
  /// providers that are switched on, then the default upstream's own list. Asks providers without a
  /// catalogue.
  public static List<Listed> list(Catalog catalog, ModelLists lists) {
    var names = new LinkedHashMap<String, Listed>();
    for (var group : catalog.groups()) if (!group.wildcard()) add(names, group.name(), GATEWAY);
    if (catalog.defaultUpstream() == null) {
      for (var alias : catalog.builtIn().aliases().undated().keySet()) {
        var meant = catalog.listing(alias) == null ? catalog.alias(alias) : null;
        if (meant != null) add(names, alias, meant.provider().id());
      }
    }
    for (var provider : catalog.providers().values()) {
      for (var model : modelsOf(provider, lists)) {
        add(names, provider.id() + "/" + model, provider.id());
      }
    }
    var defaultUpstream = catalog.defaultUpstream();
    if (defaultUpstream != null && !catalog.providers().containsKey(defaultUpstream.id())) {
      for (var model : modelsOf(defaultUpstream, lists)) add(names, model, defaultUpstream.id());
    }
    return new ArrayList<>(names.values());
  }

  /// Returns a name that is listed, or that the router would accept although it is not listed: a
  /// bare name, an undated one, or one that a wildcard matches.
  public static Optional<Listed> find(String id, Catalog catalog, ModelLists lists) {
    var known = known(id, catalog);
    if (known.isPresent()) return known;
    for (var listed : list(catalog, lists)) if (listed.id().equals(id)) return Optional.of(listed);
    var alias = catalog.defaultUpstream() == null ? catalog.alias(id) : null;
    return Optional.ofNullable(alias).map(meant -> new Listed(id, meant.provider().id()));
  }

  /// Returns a name like `find`, without asking any provider.
  public static Optional<Listed> known(String id, Catalog catalog) {
    var group = catalog.group(id);
    boolean exact = group != null && !group.wildcard();
    if (exact || catalog.wildcard(id) != null) return Optional.of(new Listed(id, GATEWAY));
    var qualified = catalog.qualified(id);
    if (qualified != null && qualified.provider().models().contains(qualified.name())) {
      return Optional.of(new Listed(id, qualified.provider().id()));
    }
    var listing = catalog.listing(id);
    return Optional.ofNullable(listing).map(provider -> new Listed(id, provider.id()));
  }

  private static List<String> modelsOf(Provider provider, ModelLists lists) {
    return provider.models().isEmpty() ? lists.of(provider) : provider.models();
  }

  private static void add(Map<String, Listed> names, String id, String ownedBy) {
    boolean sane = !id.isBlank() && id.chars().noneMatch(Character::isISOControl);
    if (sane) names.putIfAbsent(id, new Listed(id, ownedBy));
  }
}
