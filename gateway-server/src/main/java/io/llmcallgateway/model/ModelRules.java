package io.llmcallgateway.model;

import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.embedding.EmbeddingRules;
import java.util.Set;

/// Holds what is known of a model at a provider, as far as requests to it depend on it. Data, from
/// models.json and gateway.yaml.
///
/// @param context tokens, 0 unknown
/// @param maxOutput the most output tokens it takes, 0 unknown
/// @param defaultMaxTokens what a dialect that must name a limit sends when the client names none
/// @param media what it reads besides text
/// @param jsonSchema whether it holds to a schema by itself
/// @param jsonWithTools whether it can be held to a form while it has tools
/// @param forcedTools whether a tool call can be forced
/// @param forcedWhileReasoning whether that holds while it reasons, too
/// @param mostTemperature above it the vendor answers with an error
/// @param temperatureAndTopP whether both may be sent together
/// @param rejected names of OpenAI's request members that it rejects (`temperature`, `stop`)
/// @param reasoning how it is told how much to reason
/// @param efforts the efforts it knows, empty where that is not known
/// @param mostBudget the largest reasoning budget in tokens, 0 unknown
/// @param alwaysReasons whether reasoning cannot be switched off
/// @param quirks of its provider and its own
/// @param traits of its provider and its own: what its requests may have
/// @param embedding how it makes vectors
/// @param vocabulary that of its tokens, or the nearest that is known
/// @param serving by which of its provider's endpoints it is reached
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

  /// A model that each endpoint of its provider serves.
  public ModelRules(
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
      Vocabulary vocabulary) {
    this(
        context,
        maxOutput,
        defaultMaxTokens,
        media,
        tools,
        jsonSchema,
        jsonWithTools,
        forcedTools,
        forcedWhileReasoning,
        mostTemperature,
        temperatureAndTopP,
        rejected,
        reasoning,
        efforts,
        mostBudget,
        alwaysReasons,
        quirks,
        traits,
        embedding,
        vocabulary,
        Serving.UNKNOWN);
  }

  /// For a model nobody knows: everything passes.
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

  /// Whether requests of the provider's own dialect must be written anew.
  public boolean rewritesRequests() {
    for (var quirk : quirks) if (quirk.rewritesRequests()) return true;
    return false;
  }

  /// Whether requests of the provider's own dialect are changed by ranges of their bytes.
  public boolean splicesRequests() {
    for (var quirk : quirks) if (quirk.splicesRequests()) return true;
    return false;
  }

  /// Whether answers of the provider's own dialect must be written anew.
  public boolean rewritesReplies() {
    for (var quirk : quirks) if (quirk.rewritesReplies()) return true;
    return false;
  }

  /// The same with those quirks.
  public ModelRules with(Set<Quirk> others) {
    return new ModelRules(
        context,
        maxOutput,
        defaultMaxTokens,
        media,
        tools,
        jsonSchema,
        jsonWithTools,
        forcedTools,
        forcedWhileReasoning,
        mostTemperature,
        temperatureAndTopP,
        rejected,
        reasoning,
        efforts,
        mostBudget,
        alwaysReasons,
        others,
        traits,
        embedding,
        vocabulary,
        serving);
  }

  /// The same with those traits.
  public ModelRules with(Traits others) {
    return new ModelRules(
        context,
        maxOutput,
        defaultMaxTokens,
        media,
        tools,
        jsonSchema,
        jsonWithTools,
        forcedTools,
        forcedWhileReasoning,
        mostTemperature,
        temperatureAndTopP,
        rejected,
        reasoning,
        efforts,
        mostBudget,
        alwaysReasons,
        quirks,
        others,
        embedding,
        vocabulary,
        serving);
  }

  /// Whether a request that is written for it may have that.
  public boolean takes(Trait trait) {
    return traits.take(trait) && !rejected.contains(trait.text());
  }

  /// Whether that may stay in a request of its provider's own format.
  public boolean leaves(Trait trait) {
    return traits.leave(trait) && !rejected.contains(trait.text());
  }

  public boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }

  /// The effort nearest to the asked one among those it knows: some where some is asked for.
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
