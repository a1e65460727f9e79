package io.llmcallgateway.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads `timeouts:` in gateway.yaml: the general ones and those of providers, groups and targets.
final class TimeoutsSection {
  static final String KEY = "timeouts";
  static final String WANTED = "is neither 'none' nor a time such as 8s, 500ms or 2m";
  private static final String FIRST_TOKEN = "first-token";
  private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(ms|s|m|h)?");

  private TimeoutsSection() {}

  /// @param firstToken of all
  static FirstTokenTimeouts read(Duration firstToken, Map<String, YamlValue> yaml) {
    var providers = new HashMap<String, Duration>();
    var groups = new HashMap<String, Duration>();
    var targets = new HashMap<FirstTokenTimeouts.GroupTarget, Duration>();
    members(yaml.get("providers")).forEach((id, value) -> put(providers, id, members(value)));
    members(yaml.get("models"))
        .forEach(
            (name, value) -> {
              var group = members(value);
              put(groups, name, group);
              var list = group.get("targets");
              if (list == null || list.isNull()) return;
              for (var item : list.items()) {
                var target = members(item);
                var model = target.get("model");
                var text = model == null ? null : model.text();
                var parts = text == null ? null : TargetName.of(text);
                if (parts == null) continue; // a problem of the group's own reader
                var key = new FirstTokenTimeouts.GroupTarget(name, parts.provider(), parts.model());
                put(targets, key, target);
              }
            });
    return new FirstTokenTimeouts(firstToken, providers, groups, targets);
  }

  /// A value that is no mapping is a problem of the section's own reader.
  private static Map<String, YamlValue> members(@Nullable YamlValue value) {
    if (value == null || value.node() instanceof ScalarNode) return Map.of();
    return value.members();
  }

  private static <K> void put(Map<K, Duration> limits, K key, Map<String, YamlValue> members) {
    var section = members.get(KEY);
    if (section == null) return;
    var value = section.members(Set.of(FIRST_TOKEN)).get(FIRST_TOKEN);
    var text = value == null ? null : value.text();
    if (value == null || text == null) return;
    var limit = duration(text);
    if (limit == null) value.problem("'" + value.written() + "' " + WANTED);
    else limits.put(key, limit);
  }

  /// Zero for `none`; null for what is no time above none.
  static @Nullable Duration duration(String text) {
    if (text.equals("none")) return Duration.ZERO;
    var matcher = TIME.matcher(text);
    if (!matcher.matches()) return null;
    var unit = matcher.group(2) == null ? "s" : matcher.group(2);
    long millis =
        switch (unit) {
          case "ms" -> 1;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          default -> 1_000;
        };
    var limit = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(millis)).longValue();
    return limit > 0 ? Duration.ofMillis(limit) : null;
  }
}
