package io.llmcallgateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Finds the origins of the values under `providers:`, `models:`, `rules:` and `alerts:`.
final class SectionOrigins {
  private SectionOrigins() {}

  static List<SettingOrigin> of(Map<String, YamlValue> yaml) {
    var origins = new ArrayList<SettingOrigin>();
    for (var section : List.of("providers", "models", "rules")) {
      var value = yaml.get(section);
      if (value != null) add(value, origins);
    }
    var alerts = yaml.get("alerts");
    if (alerts == null) return origins;
    for (var member : alerts.members().entrySet()) {
      if (AlertsSection.KEYS.contains(member.getKey())) add(member.getValue(), origins);
    }
    return origins;
  }

  private static void add(YamlValue value, List<SettingOrigin> origins) {
    var source = YamlFile.NAME + ":" + value.line();
    if (value.isNull() || isEmptyMapping(value)) {
      origins.add(new SettingOrigin(value.path(), "{}", source));
    } else if (value.node() instanceof MappingNode) {
      for (var member : value.members().values()) add(member, origins);
    } else if (value.node() instanceof SequenceNode) {
      for (var item : value.items()) add(item, origins);
    } else {
      var text = String.valueOf(value.text());
      origins.add(new SettingOrigin(value.path(), shown(value.path(), text), source));
    }
  }

  private static String shown(String path, String text) {
    boolean secret =
        path.endsWith(".api-key") || path.endsWith(".proxy") || path.contains(".headers.");
    if (secret) return SecretMask.of(text);
    return path.contains(".paths.") ? QuerySecrets.masked(text) : text;
  }

  private static boolean isEmptyMapping(YamlValue value) {
    return value.node() instanceof MappingNode mapping && mapping.getValue().isEmpty();
  }
}
