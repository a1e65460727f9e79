package io.llmcallgateway.catalog.build;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.DemoModels;
import io.llmcallgateway.catalog.ModelGroup;
import io.llmcallgateway.config.GroupSettings;
import io.llmcallgateway.config.Problem;
import io.llmcallgateway.config.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the model groups, and lists what is wrong with them.
///
/// @param on the ids of providers that targets may name
record GroupBuilder(
    Set<String> on, BuiltInData builtIn, Settings settings, List<Problem> problems) {

  List<ModelGroup> groups() {
    var groups = new ArrayList<ModelGroup>();
    for (var given : settings.models().values()) {
      var group = group(given);
      if (group != null) groups.add(group);
    }
    findLoops();
    return groups;
  }

  private @Nullable ModelGroup group(GroupSettings given) {
    int before = problems.size();
    var path = "models." + given.name();
    requireName(given.name(), path);
    var strategy = ModelGroup.Strategy.of(given.strategy());
    if (strategy == null) {
      var known = Arrays.stream(ModelGroup.Strategy.values()).map(ModelGroup.Strategy::text);
      problems.add(
          new Problem(
              path + ".strategy",
              "'" + given.strategy() + "' is not one of " + String.join(", ", known.toList())));
    }
    if (given.targets().isEmpty()) {
      problems.add(new Problem(path + ".targets", "has no target; give at least one"));
    }
    var members = new ArrayList<ModelGroup.Member>();
    for (int i = 0; i < given.targets().size(); i++) {
      members.add(member(given, i, path + ".targets[" + i + "]"));
    }
    for (int i = 0; i < given.fallbacks().size(); i++) {
      checkFallback(given, given.fallbacks().get(i), path + ".fallbacks[" + i + "]");
    }
    if (problems.size() > before || strategy == null) return null;
    return new ModelGroup(given.name(), members, strategy, given.fallbacks(), given.strict());
  }

  private void requireName(String name, String path) {
    boolean control = name.chars().anyMatch(Character::isISOControl);
    if (name.isBlank() || name.length() > 256 || control) {
      problems.add(
          new Problem(path, "a model's name has 1 to 256 characters, none of them a control one"));
    }
    if (name.indexOf('*') != name.lastIndexOf('*')) {
      problems.add(new Problem(path, "a model's name has one * at most"));
    }
  }

  private ModelGroup.Member member(GroupSettings group, int index, String path) {
    var target = group.targets().get(index);
    if (target.weight() < 0) {
      problems.add(new Problem(path + ".weight", target.weight() + " is below 0"));
    }
    checkTarget(group, target.model(), path + ".model");
    var parts = target.model().split("/", 2);
    return new ModelGroup.Member(parts[0], parts.length == 2 ? parts[1] : "", target.weight());
  }

  private void checkTarget(GroupSettings group, String target, String path) {
    int slash = target.indexOf('/');
    if (slash <= 0 || slash == target.length() - 1) {
      problems.add(new Problem(path, "'" + target + "' is not provider/model"));
      return;
    }
    if (target.indexOf('*') >= 0 && group.name().indexOf('*') < 0) {
      problems.add(
          new Problem(
              path,
              "the * of '"
                  + target
                  + "' stands for what the * of a wildcard name matched, and '"
                  + group.name()
                  + "' has none"));
    }
    checkProvider(target.substring(0, slash), path);
    boolean demo = target.startsWith(Catalog.DEMO + "/") && target.indexOf('*') < 0;
    if (demo && !DemoModels.ALL.contains(target.substring(slash + 1))) {
      problems.add(
          new Problem(path, "the demo provider has only " + String.join(", ", DemoModels.ALL)));
    }
  }

  private void checkProvider(String provider, String path) {
    // A provider of gateway.yaml that is itself wrong has its own problem.
    if (on.contains(provider) || settings.providers().containsKey(provider)) return;
    var row = builtIn.row(provider);
    problems.add(
        new Problem(
            path,
            row == null
                ? "there is no provider '" + provider + "'; add it under providers:"
                : "the provider '" + provider + "' is not switched on: " + row.howToSwitchOn()));
  }

  private void checkFallback(GroupSettings group, String fallback, String path) {
    var named = settings.models().get(fallback);
    if (named != null) {
      if (fallback.indexOf('*') < 0) return;
      problems.add(
          new Problem(path, "'" + fallback + "' is a wildcard, which cannot be a fallback"));
    } else if (fallback.indexOf('/') > 0) {
      checkTarget(group, fallback, path);
    } else {
      problems.add(
          new Problem(
              path, "'" + fallback + "' is neither a name under models: nor provider/model"));
    }
  }

  private void findLoops() {
    var done = new HashSet<String>();
    for (var name : settings.models().keySet()) follow(name, new ArrayList<>(), done);
  }

  /// Follows fallbacks from `name`; a loop is told once, at the first of its names, and what has
  /// been followed to its end is `done`.
  private void follow(String name, List<String> way, Set<String> done) {
    var group = settings.models().get(name);
    if (group == null || done.contains(name)) return;
    int met = way.indexOf(name);
    if (met >= 0) {
      var loop = new ArrayList<>(way.subList(met, way.size()));
      loop.add(name);
      done.addAll(loop);
      problems.add(
          new Problem("models." + name + ".fallbacks", "is a loop: " + String.join(" -> ", loop)));
      return;
    }
    way.add(name);
    for (var fallback : group.fallbacks()) follow(fallback, way, done);
    way.removeLast();
    done.add(name);
  }
}
