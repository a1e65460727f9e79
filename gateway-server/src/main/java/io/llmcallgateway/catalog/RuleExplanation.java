package io.llmcallgateway.catalog;

import io.llmcallgateway.rules.ModelRule;
import io.llmcallgateway.rules.RuleMember;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collects the rules for a model with their sources. Replaced rules are removed; rules that only
/// add are kept.
final class RuleExplanation implements ModelRulesResolver.Reader {
  /// The number of a selector's patterns to show.
  private static final int MOST_PATTERNS = 3;

  private static final Set<RuleMember> ADDED =
      EnumSet.of(
          RuleMember.QUIRKS, RuleMember.WITHOUT_QUIRKS, RuleMember.ACCEPTS, RuleMember.REFUSES);

  private final Map<String, ExplainedRule> replaced = new LinkedHashMap<>();
  private final List<ExplainedRule> added = new ArrayList<>();

  @Override
  public void info(ModelInfo info) {
    limit("context", info.context());
    limit("max-output", info.output());
    if (info.abilities().equals(ModelAbilities.UNKNOWN)) return;
    put(new ExplainedRule("abilities", List.of(info.abilities().letters()), "models.json"));
  }

  private void limit(String name, long tokens) {
    if (tokens > 0) put(new ExplainedRule(name, List.of(Long.toString(tokens)), "models.json"));
  }

  @Override
  public void rule(ModelRule rule, int place) {
    var source = place < 0 ? builtIn(rule) : "gateway.yaml rules[" + place + "]";
    rule.values()
        .forEach(
            (member, values) -> {
              var told = new ExplainedRule(member.text(), values, source);
              if (ADDED.contains(member)) added.add(told);
              else put(told);
            });
  }

  private void put(ExplainedRule told) {
    replaced.remove(told.name());
    replaced.put(told.name(), told);
  }

  List<ExplainedRule> all() {
    var all = new ArrayList<>(added);
    all.addAll(replaced.values());
    return all;
  }

  private static String builtIn(ModelRule rule) {
    var selectors = new ArrayList<String>(3);
    add(selectors, "dialect", rule.dialects());
    add(selectors, "provider", rule.providers());
    add(selectors, "model", rule.models());
    return "model-rules.yaml {" + String.join(", ", selectors) + "}";
  }

  private static void add(List<String> selectors, String name, List<String> patterns) {
    if (patterns.isEmpty()) return;
    if (patterns.size() == 1) {
      selectors.add(name + ": " + patterns.getFirst());
      return;
    }
    int shown = Math.min(patterns.size(), MOST_PATTERNS);
    var text = String.join(", ", patterns.subList(0, shown));
    selectors.add(name + ": [" + text + (shown < patterns.size() ? ", …]" : "]"));
  }
}
