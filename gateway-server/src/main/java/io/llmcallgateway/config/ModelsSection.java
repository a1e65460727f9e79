package io.llmcallgateway.config;

import io.llmcallgateway.config.GroupSettings.TargetSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// `models:` in gateway.yaml.
final class ModelsSection {
  private static final List<String> STRATEGIES =
      List.of("ordered", "weighted", "least-busy", "latency", "cost");
  private static final int MOST_WEIGHT = 1_000_000;

  private ModelsSection() {}

  static Map<String, GroupSettings> read(@Nullable YamlValue section) {
    var groups = new LinkedHashMap<String, GroupSettings>();
    if (section == null) return groups;
    for (var entry : section.members().entrySet()) {
      var name = entry.getKey();
      var value = entry.getValue();
      if (name.isBlank() || name.length() > 256) value.problem("is not a model name");
      if (name.indexOf('*') != name.lastIndexOf('*')) value.problem("has more than one '*'");
      groups.put(name, group(name, value));
    }
    return groups;
  }

  private static GroupSettings group(String name, YamlValue value) {
    var members =
        value.members(
            Set.of("targets", "strategy", "fallbacks", "strict", "journal", TimeoutsSection.KEY));
    var targets = new ArrayList<TargetSettings>();
    boolean weighted = false;
    var list = members.get("targets");
    if (list == null || list.items().isEmpty()) {
      value.problem("needs at least one target: targets: [{ model: provider/model }]");
    } else {
      for (var item : list.items()) {
        boolean plain = item.node() instanceof ScalarNode;
        var parts =
            plain
                ? Map.of("model", item)
                : item.members(Set.of("model", "weight", TimeoutsSection.KEY));
        weighted |= parts.containsKey("weight");
        var target = target(item, parts);
        if (target != null) targets.add(target);
      }
      if (!targets.isEmpty() && targets.stream().allMatch(target -> target.weight() == 0)) {
        list.problem("has no target with a weight above 0");
      }
    }
    return new GroupSettings(
        name,
        targets,
        strategy(members.get("strategy"), weighted),
        fallbacks(members),
        strict(members),
        JournalKeys.payloads(members.get("journal")));
  }

  private static @Nullable TargetSettings target(YamlValue item, Map<String, YamlValue> parts) {
    var written = parts.get("model");
    var model = written == null ? null : written.text();
    if (written == null || written.isNull()) item.problem("needs a model: provider/model");
    if (written != null && model != null && !model.matches("[^/]+/.+")) {
      written.problem("'" + written.written() + "' is not of the form provider/model");
      model = null;
    }
    int weight = weight(parts.get("weight"));
    return model == null ? null : new TargetSettings(model, weight);
  }

  private static int weight(@Nullable YamlValue value) {
    if (value == null) return 1;
    var text = value.text();
    if (text == null) return 1;
    if (text.matches("\\d{1,7}") && Integer.parseInt(text) <= MOST_WEIGHT) {
      return Integer.parseInt(text);
    }
    value.problem("'" + value.written() + "' is not a whole number from 0 to " + MOST_WEIGHT);
    return 1;
  }

  private static String strategy(@Nullable YamlValue value, boolean weighted) {
    var usual = weighted ? "weighted" : "ordered";
    if (value == null) return usual;
    var text = value.text();
    if (text == null) return usual;
    if (!STRATEGIES.contains(text)) {
      value.problem("'" + value.written() + "' is none of " + String.join(", ", STRATEGIES));
    }
    return text;
  }

  private static boolean strict(Map<String, YamlValue> members) {
    var value = members.get("strict");
    var text = value == null ? null : value.text();
    if (value == null || text == null) return false;
    if (!text.equals("true") && !text.equals("false")) {
      value.problem("'" + value.written() + "' is neither true nor false");
    }
    return text.equals("true");
  }

  private static List<String> fallbacks(Map<String, YamlValue> members) {
    var value = members.get("fallbacks");
    return value == null ? List.of() : value.texts();
  }
}
