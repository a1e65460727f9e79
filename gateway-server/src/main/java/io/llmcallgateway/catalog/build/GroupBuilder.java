package io.llmcallgateway.catalog.build;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.DemoModels;
import io.llmcallgateway.catalog.ModelGroup;
import io.llmcallgateway.config.UpstreamSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Builds the groups of models, whose targets and fallbacks must be at providers that are switched
/// on.
///
/// @param on the ids of these providers
record GroupBuilder(
    Set<String> on, BuiltInData builtIn, UpstreamSettings settings, CatalogProblems problems) {

  List<ModelGroup> groups() {
    var groups = new ArrayList<ModelGroup>();
    for (var given : settings.groups().values()) {
      int before = problems.count();
      check(given.group());
      if (problems.count() == before) groups.add(given.group());
    }
    return groups;
  }

  private void check(ModelGroup group) {
    var path = "models." + group.name();
    for (int i = 0; i < group.targets().size(); i++) {
      var target = group.targets().get(i);
      checkTarget(target.provider(), target.model(), path + ".targets[" + i + "].model");
    }
    for (int i = 0; i < group.fallbacks().size(); i++) {
      var fallback = group.fallbacks().get(i);
      if (settings.groups().containsKey(fallback)) continue;
      int slash = fallback.indexOf('/');
      var at = path + ".fallbacks[" + i + "]";
      checkTarget(fallback.substring(0, slash), fallback.substring(slash + 1), at);
    }
  }

  private void checkTarget(String provider, String model, String path) {
    checkProvider(provider, path);
    boolean demo = provider.equals(Catalog.DEMO) && model.indexOf('*') < 0;
    if (demo && !DemoModels.ALL.contains(model)) {
      problems.add(path, "the demo provider has only " + String.join(", ", DemoModels.ALL));
    }
  }

  private void checkProvider(String provider, String path) {
    // An invalid provider of gateway.yaml has a problem of its own.
    if (on.contains(provider) || settings.providers().containsKey(provider)) return;
    var row = builtIn.row(provider);
    problems.add(
        path,
        row == null
            ? "there is no provider '" + provider + "'; add it under providers:"
            : "the provider '" + provider + "' is not switched on: " + row.howToSwitchOn());
  }
}
