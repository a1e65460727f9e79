package io.llmcallgateway.config;

import io.llmcallgateway.catalog.ModelGroup;
import io.llmcallgateway.catalog.NamePattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads `models:` in gateway.yaml.
final class ModelsSection {
  private static final List<String> STRATEGIES =
      Arrays.stream(ModelGroup.Strategy.values()).map(ModelGroup.Strategy::text).toList();
  private static final int MOST_WEIGHT = 1_000_000;
  private static final int LONGEST_NAME = 256;

  private ModelsSection() {}

  static Map<String, GroupSettings> read(@Nullable YamlValue section) {
    var groups = new LinkedHashMap<String, GroupSettings>();
    if (section == null) return groups;
    var values = section.members();
    for (var entry : values.entrySet()) {
      var name = entry.getKey();
      var value = entry.getValue();
      checkName(name, value);
      groups.put(name, group(name, value));
    }
    new FallbackCheck(groups, values).check();
    return groups;
  }

  private static void checkName(String name, YamlValue value) {
    boolean control = name.chars().anyMatch(Character::isISOControl);
    if (name.isBlank() || name.length() > LONGEST_NAME || control) {
      value.problem("is not a model name");
    }
    if (!NamePattern.isValid(name)) value.problem("has more than one '*'");
  }

  private static GroupSettings group(String name, YamlValue value) {
    var members =
        value.members(
            Set.of("targets", "strategy", "fallbacks", "strict", "journal", TimeoutsSection.KEY));
    var targets = new ArrayList<ModelGroup.Member>();
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
        var target = target(name, item, parts);
        if (target != null) targets.add(target);
      }
      if (!targets.isEmpty() && targets.stream().allMatch(target -> target.weight() == 0)) {
        list.problem("has no target with a weight above 0");
      }
    }
    var strategy = YamlWords.one(members.get("strategy"), ModelGroup.Strategy::of, STRATEGIES);
    if (strategy == null) {
      strategy = weighted ? ModelGroup.Strategy.WEIGHTED : ModelGroup.Strategy.ORDERED;
    }
    var group = new ModelGroup(name, targets, strategy, fallbacks(members), strict(members));
    return new GroupSettings(group, JournalSection.payloads(members.get("journal")));
  }

  private static ModelGroup.@Nullable Member target(
      String group, YamlValue item, Map<String, YamlValue> parts) {
    var written = parts.get("model");
    var model = written == null ? null : written.text();
    if (written == null || written.isNull()) item.problem("needs a model: provider/model");
    int weight = weight(parts.get("weight"));
    if (written == null || model == null) return null;
    var target = TargetName.of(model);
    if (target == null) {
      written.problem("'" + written.written() + "' is not of the form provider/model");
      return null;
    }
    target.checkWildcard(group, written);
    return new ModelGroup.Member(target.provider(), target.model(), weight);
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
