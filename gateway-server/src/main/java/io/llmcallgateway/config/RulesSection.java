package io.llmcallgateway.config;

import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.rules.ModelRule;
import io.llmcallgateway.rules.RuleMember;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads `rules:` in gateway.yaml: rules of models, over the built-in ones.
final class RulesSection {
  private static final List<String> SELECTORS = List.of("dialect", "provider", "model");

  private RulesSection() {}

  static List<ModelRule> read(@Nullable YamlValue section) {
    var rules = new ArrayList<ModelRule>();
    if (section == null) return rules;
    for (var item : section.items()) rules.add(rule(item));
    return rules;
  }

  private static ModelRule rule(YamlValue item) {
    var members = item.members(known());
    var values = new EnumMap<RuleMember, List<String>>(RuleMember.class);
    for (var entry : members.entrySet()) {
      var member = RuleMember.of(entry.getKey());
      if (member == null) continue;
      int before = item.problems().all().size();
      var texts = entry.getValue().texts();
      if (item.problems().all().size() > before) continue;
      var problem = member.problem(texts);
      if (problem != null) entry.getValue().problem(problem);
      else values.put(member, texts);
    }
    checkDialects(members.get("dialect"));
    if (members.keySet().stream().allMatch(SELECTORS::contains)) item.problem("says nothing");
    return new ModelRule(
        texts(members, "dialect"), texts(members, "provider"), texts(members, "model"), values);
  }

  private static void checkDialects(@Nullable YamlValue value) {
    if (value == null) return;
    for (var text : value.texts()) {
      if (text.indexOf('*') >= 0 || DialectId.NAMES.contains(text)) continue;
      value.problem("'" + text + "' is none of " + String.join(", ", DialectId.NAMES));
    }
  }

  private static Set<String> known() {
    var known = new LinkedHashSet<>(SELECTORS);
    for (var member : RuleMember.values()) known.add(member.text());
    return known;
  }

  private static List<String> texts(Map<String, YamlValue> members, String name) {
    var value = members.get(name);
    return value == null ? List.of() : value.texts();
  }
}
