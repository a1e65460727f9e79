package io.llmcallgateway.model;

import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.embedding.EmbeddingRules;
import java.util.Set;

/// The rules of a model at a provider, as far as requests depend on them. They come from
/// models.json, model-rules.yaml and gateway.yaml.
///
/// @param context the size of the context in tokens, 0 if unknown
/// @param maxOutput the most output tokens, 0 if unknown
/// @param defaultMaxTokens the limit for dialects that require one, if the client sets none
/// @param media the kinds of input besides text
/// @param tools true if it can call tools
/// @param jsonSchema true if it supports structured output by a JSON schema
/// @param jsonWithTools true if it supports structured output together with tools
/// @param forcedTools true if a tool call can be required
/// @param forcedWhileReasoning true if a tool call can be required while it reasons
/// @param mostTemperature the highest temperature that the vendor accepts
/// @param temperatureAndTopP true if both may be sent together
/// @param rejected names of OpenAI's request members that it rejects (`temperature`, `stop`)
/// @param reasoning the way to set how much it reasons
/// @param efforts the efforts that it supports, empty if unknown
/// @param mostBudget the largest reasoning budget in tokens, 0 if unknown
/// @param alwaysReasons true if reasoning cannot be switched off
/// @param quirks of its provider and its own
/// @param traits of its provider and its own: the members that its requests may have
/// @param embedding the rules for embeddings
/// @param vocabulary of its tokens, or the most similar one that is known
/// @param serving the endpoints of its provider that serve it
public record ModelRules(
    long context,
    long maxOutput,
    long defaultMaxTokens,
    Set<Part.Kind> media,
    boolean tools,
    boolean jsonSchema,
    boolean jsonWithTools,
    boolean forcedTools,
    boolean forcedWhileReasoning,
    double mostTemperature,
    boolean temperatureAndTopP,
    Set<String> rejected,
    ReasoningStyle reasoning,
    Set<Effort> efforts,
    long mostBudget,
    boolean alwaysReasons,
    Set<Quirk> quirks,
    Traits traits,
    EmbeddingRules embedding,
    Vocabulary vocabulary,
    Serving serving) {
  public ModelRules {
    media = Set.copyOf(media);
    rejected = Set.copyOf(rejected);
    efforts = Set.copyOf(efforts);
    quirks = Set.copyOf(quirks);
  }

  /// The rules of an unknown model, which permit everything.
  public static final ModelRules UNKNOWN =
      new ModelRules(
          0,
          0,
          4_096,
          Set.of(Part.Kind.values()),
          true,
          true,
          true,
          true,
          true,
          2,
          true,
          Set.of(),
          ReasoningStyle.EFFORT,
          Set.of(),
          0,
          false,
          Set.of(),
          Traits.UNKNOWN,
          EmbeddingRules.UNKNOWN,
          Vocabulary.O200K,
          Serving.UNKNOWN);

  /// True if requests in the provider's own dialect must be translated.
  public boolean rewritesRequests() {
    for (var quirk : quirks) if (quirk.rewritesRequests()) return true;
    return false;
  }

  /// True if requests in the provider's own dialect are changed by byte ranges.
  public boolean splicesRequests() {
    for (var quirk : quirks) if (quirk.splicesRequests()) return true;
    return false;
  }

  /// True if answers in the provider's own dialect must be translated.
  public boolean rewritesReplies() {
    for (var quirk : quirks) if (quirk.rewritesReplies()) return true;
    return false;
  }

  /// Returns a builder that starts with these rules.
  public ModelRulesBuilder edit() {
    return new ModelRulesBuilder(this);
  }

  /// Returns the rules with other quirks.
  public ModelRules with(Set<Quirk> others) {
    var builder = edit();
    builder.quirks.clear();
    builder.quirks.addAll(others);
    return builder.build();
  }

  /// Returns the rules with other traits.
  public ModelRules with(Traits others) {
    var builder = edit();
    builder.traits = others;
    return builder.build();
  }

  /// True if a translated request may have the trait.
  public boolean takes(Trait trait) {
    return traits.take(trait) && !rejected.contains(trait.text());
  }

  /// True if the trait may stay in a request in the provider's own dialect.
  public boolean leaves(Trait trait) {
    return traits.leave(trait) && !rejected.contains(trait.text());
  }

  public boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }

  /// Returns the supported effort nearest to the requested one. It is NONE only for a request of
  /// NONE or MINIMAL, or if the model has nothing else.
  public Effort nearest(Effort asked) {
    if (efforts.isEmpty() || efforts.contains(asked)) return asked;
    boolean some = asked.compareTo(Effort.MINIMAL) > 0 && efforts.size() > 1;
    Effort best = asked;
    int distance = Integer.MAX_VALUE;
    for (var effort : efforts) {
      if (some && effort == Effort.NONE) continue;
      int far = Math.abs(effort.compareTo(asked));
      boolean nearer = far < distance || (far == distance && effort.compareTo(best) < 0);
      if (!nearer) continue;
      best = effort;
      distance = far;
    }
    return best;
  }
}
