package io.llmcallgateway.catalog;

import io.llmcallgateway.model.ModelRule;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.RulesDraft;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What is known of models where they are called: limits and abilities of the provider's list, then
/// the rules of `model-rules.yaml`, then gateway.yaml's own; a later word replaces an earlier one.
/// Each answer is worked out once. Thread-safe.
final class RulesBook {
  /// Names are clients' to choose, so that the memory of them has an end.
  private static final int MOST_KEPT = 4_096;

  private record Key(String provider, String model) {}

  private final List<ModelRule> builtIn;
  private final List<ModelRule> own;
  private final ConcurrentHashMap<Key, ModelRules> kept = new ConcurrentHashMap<>();

  RulesBook(List<ModelRule> builtIn, List<ModelRule> own) {
    this.builtIn = List.copyOf(builtIn);
    this.own = List.copyOf(own);
  }

  ModelRules rules(Provider provider, String model, @Nullable ModelInfo info) {
    var key = new Key(provider.id(), model);
    var known = kept.get(key);
    if (known != null) return known;
    if (kept.size() >= MOST_KEPT) kept.clear();
    var found = find(provider, model, info);
    kept.put(key, found);
    return found;
  }

  private ModelRules find(Provider provider, String model, @Nullable ModelInfo info) {
    var draft = new RulesDraft(provider.quirks());
    if (info != null) {
      draft.limits(info.context(), info.output());
      info.abilities().apply(draft);
    }
    var plain = PlainName.of(model);
    for (var rules : List.of(builtIn, own)) {
      for (var rule : rules) {
        boolean holds = rule.holdsFor(provider.dialect().text(), provider.id(), model, plain);
        if (holds) rule.apply(draft);
      }
    }
    return draft.build();
  }
}
