package io.llmcallgateway.catalog;

import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.ModelRulesBuilder;
import io.llmcallgateway.rules.ModelRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Resolves the rules for a model at a provider. The order is: rules of `model-rules.yaml` for
/// dialects and providers, facts of `models.json`, rules of `model-rules.yaml` for models, rules of
/// gateway.yaml. Later ones replace earlier ones. Results are cached. Thread-safe.
final class ModelRulesResolver {
  /// The row whose rules apply to Vertex AI under any other id.
  private static final String VERTEX = "vertex_ai";

  private static final int CAPACITY = 4_096;

  private record Key(String provider, DialectId dialect, String model) {}

  private final BuiltInData builtIn;
  private final List<ModelRule> own;
  private final BoundedCache<Key, ModelRules> cache = new BoundedCache<>(CAPACITY);

  ModelRulesResolver(BuiltInData builtIn, List<ModelRule> own) {
    this.builtIn = builtIn;
    this.own = List.copyOf(own);
  }

  ModelRules rules(Provider provider, String model, @Nullable ModelInfo info) {
    var key = new Key(provider.id(), provider.dialect(), model);
    var known = cache.get(key);
    if (known != null) return known;
    var found = find(provider, model, info);
    cache.put(key, found);
    return found;
  }

  private ModelRules find(Provider provider, String model, @Nullable ModelInfo info) {
    var builder = ModelRulesBuilder.of(provider.quirks(), provider.traits());
    read(
        provider,
        model,
        info,
        new Reader() {
          @Override
          public void info(ModelInfo known) {
            builder.limits(known.context(), known.output());
            known.abilities().apply(builder);
          }

          @Override
          public void rule(ModelRule rule, int place) {
            rule.apply(builder);
          }
        });
    return builder.build();
  }

  /// Returns the rules in force, each with its source, without replaced ones.
  List<ExplainedRule> told(Provider provider, String model, @Nullable ModelInfo info) {
    var told = new RuleExplanation();
    read(provider, model, info, told);
    return told.all();
  }

  /// Receives the facts and rules for a model, in their order.
  interface Reader {
    void info(ModelInfo info);

    /// Receives a rule.
    ///
    /// @param place the index in gateway.yaml; -1 for a built-in rule
    void rule(ModelRule rule, int place);
  }

  private void read(Provider provider, String model, @Nullable ModelInfo info, Reader reader) {
    var called = new Called(provider, model, CanonicalModelName.of(model));
    for (var rule : builtIn.rules()) {
      if (rule.models().isEmpty() && called.isMeantBy(rule)) reader.rule(rule, -1);
    }
    if (info != null) reader.info(info);
    for (var rule : builtIn.rules()) {
      if (!rule.models().isEmpty() && called.isMeantBy(rule)) reader.rule(rule, -1);
    }
    for (int i = 0; i < own.size(); i++) {
      if (called.isMeantBy(own.get(i))) reader.rule(own.get(i), i);
    }
  }

  private record Called(Provider provider, String name, String plain) {
    boolean isMeantBy(ModelRule rule) {
      var dialect = provider.dialect().text();
      var like = provider.like();
      return rule.holdsFor(dialect, provider.id(), name, plain)
          || (like != null && rule.holdsFor(dialect, like, name, plain))
          || (provider.isOnVertex() && rule.holdsFor(dialect, VERTEX, name, plain));
    }
  }
}
