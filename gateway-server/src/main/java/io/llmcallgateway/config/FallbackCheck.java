package io.llmcallgateway.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks the fallbacks of groups: each is a group or a target, and none leads back to itself.
///
/// @param values the groups as gateway.yaml has them
record FallbackCheck(Map<String, GroupSettings> groups, Map<String, YamlValue> values) {
  void check() {
    for (var name : groups.keySet()) {
      var list = fallbacks(name);
      if (list != null) for (var item : list.itemsOrItself()) check(name, item);
    }
    var done = new HashSet<String>();
    for (var name : groups.keySet()) follow(name, new ArrayList<>(), done);
  }

  private @Nullable YamlValue fallbacks(String name) {
    var value = values.get(name);
    return value == null ? null : value.members().get("fallbacks");
  }

  private void check(String group, YamlValue item) {
    var fallback = item.text();
    if (fallback == null) return;
    if (groups.containsKey(fallback)) {
      if (fallback.indexOf('*') < 0) return;
      item.problem("'" + item.written() + "' is a wildcard, which cannot be a fallback");
      return;
    }
    var target = TargetName.of(fallback);
    if (target != null) target.checkWildcard(group, item);
    else {
      item.problem("'" + item.written() + "' is neither a name under models: nor provider/model");
    }
  }

  /// Follows fallbacks from a name. A loop is a problem once, at the first of its names.
  ///
  /// @param way the names that led here
  /// @param done the names that have been followed to their ends
  private void follow(String name, List<String> way, Set<String> done) {
    var settings = groups.get(name);
    if (settings == null || done.contains(name)) return;
    int met = way.indexOf(name);
    if (met >= 0) {
      var loop = new ArrayList<>(way.subList(met, way.size()));
      loop.add(name);
      done.addAll(loop);
      var list = fallbacks(name);
      if (list != null) list.problem("is a loop: " + String.join(" -> ", loop));
      return;
    }
    way.add(name);
    for (var fallback : settings.group().fallbacks()) follow(fallback, way, done);
    way.removeLast();
    done.add(name);
  }
}
