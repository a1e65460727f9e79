package io.llmcallgateway.api.admin.settings;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.ModelAbilities;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.chat.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Writes what the catalogue knows of a provider's models besides their prices: the short names by
/// which clients may ask for them, the size of the context and the capabilities.
final class ModelFacts {
  private final Catalog catalog;
  private final Map<String, List<String>> undated = new HashMap<>();

  ModelFacts(Catalog catalog) {
    this.catalog = catalog;
    if (catalog.defaultUpstream() != null) return; // it is asked for names that nobody lists
    for (var alias : catalog.builtIn().aliases().undated().keySet()) {
      var meant = catalog.listing(alias) == null ? catalog.alias(alias) : null;
      if (meant == null || taken(alias)) continue;
      var id = meant.provider().id() + "/" + meant.name();
      undated.computeIfAbsent(id, _ -> new ArrayList<>()).add(alias);
    }
  }

  /// True if a name means something else than the catalogue's model of that name.
  private boolean taken(String name) {
    return catalog.group(name) != null
        || catalog.wildcard(name) != null
        || catalog.qualified(name) != null;
  }

  void write(Provider provider, String model, ObjectNode to) {
    var names = new ArrayList<String>();
    if (provider.equals(catalog.listing(model)) && !taken(model)) names.add(model);
    names.addAll(undated.getOrDefault(provider.id() + "/" + model, List.of()));
    if (!names.isEmpty()) names.forEach(to.putArray("aliases")::add);
    var info = catalog.info(provider.id(), model);
    var rules = catalog.rules(provider, model);
    long context = info != null && info.context() >= 0 ? info.context() : rules.context();
    if (context > 0) to.put("context", context);
    if (info == null || info.abilities().equals(ModelAbilities.UNKNOWN)) return;
    var capabilities = to.putArray("capabilities");
    for (var kind : Part.Kind.values()) {
      if (rules.media().contains(kind)) capabilities.add(kind.text());
    }
    if (rules.tools()) capabilities.add("tools");
    if (rules.jsonSchema()) capabilities.add("json_schema");
    if (rules.reasoning() != ReasoningStyle.NONE) capabilities.add("reasoning");
  }
}
