package io.llmcallgateway.bootstrap;

import io.llmcallgateway.api.client.ModelPages;
import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.ModelLists;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.route.ModelNames;
import io.llmcallgateway.route.ModelNames.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lists the models of the catalogue in force and of the providers' own lists.
record CatalogModels(Source catalog, ModelLists lists) implements ModelPages.Models {
  /// Supplies the catalogue in force.
  interface Source {
    Catalog current();
  }

  @Override
  public List<Listed> list() {
    var now = catalog.current();
    loadLists(now);
    return ModelNames.list(now, lists);
  }

  @Override
  public Optional<Listed> find(String id) {
    var now = catalog.current();
    var known = ModelNames.known(id, now);
    if (known.isPresent()) return known;
    loadLists(now);
    return ModelNames.find(id, now, lists);
  }

  private void loadLists(Catalog now) {
    var providers = new ArrayList<Provider>(now.providers().values());
    if (now.defaultUpstream() != null) providers.add(now.defaultUpstream());
    lists.load(providers);
  }
}
