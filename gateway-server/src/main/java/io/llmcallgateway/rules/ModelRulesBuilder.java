package io.llmcallgateway.rules;

import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.Serving;
import io.llmcallgateway.model.Streaming;
import io.llmcallgateway.model.Traits;
import io.llmcallgateway.model.Vocabulary;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.embedding.EmbeddingForm;
import io.llmcallgateway.model.embedding.EmbeddingRules;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Builds the `ModelRules` of one model. It starts with the rules of an unknown model. One thread.
public final class ModelRulesBuilder {
  long context = ModelRules.UNKNOWN.context();
  long maxOutput = ModelRules.UNKNOWN.maxOutput();
  long defaultMaxTokens = ModelRules.UNKNOWN.defaultMaxTokens();
  Set<Part.Kind> media = ModelRules.UNKNOWN.media();
  boolean tools = true;
  boolean jsonSchema = true;
  boolean jsonWithTools = true;
  boolean forcedTools = true;
  boolean forcedWhileReasoning = true;
  double mostTemperature = ModelRules.UNKNOWN.mostTemperature();
  boolean temperatureAndTopP = true;
  Set<String> rejected = new HashSet<>();
  ReasoningStyle reasoning = ModelRules.UNKNOWN.reasoning();
  Set<Effort> efforts = Set.of();
  long mostBudget = ModelRules.UNKNOWN.mostBudget();
  boolean alwaysReasons;
  EmbeddingForm embeddingForm = ModelRules.UNKNOWN.embedding().form();
  int embeddingBatch = ModelRules.UNKNOWN.embedding().batch();
  Vocabulary vocabulary = ModelRules.UNKNOWN.vocabulary();
  List<String> endpoints = Serving.UNKNOWN.endpoints();
  @Nullable String endpoint;
  boolean reasoningWithTools = Serving.UNKNOWN.reasoningWithTools();
  boolean reasonsUnasked = Serving.UNKNOWN.reasonsUnasked();
  Streaming streaming = Serving.UNKNOWN.streaming();
  Set<String> schemaMembers = Serving.UNKNOWN.schemaMembers();
  List<String> betas = Serving.UNKNOWN.betas();
  final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
  Traits traits;

  /// Starts with the rules of an unknown model at a provider with these quirks and traits.
  public ModelRulesBuilder(Set<Quirk> quirks, Traits traits) {
    this.quirks.addAll(quirks);
    this.traits = traits;
  }

  /// Sets limits in tokens; a limit of 0 or less is unknown and changes nothing.
  public void limits(long contextTokens, long outputTokens) {
    if (contextTokens > 0) context = contextTokens;
    if (outputTokens > 0) maxOutput = outputTokens;
  }

  /// Sets the abilities of the model besides text.
  public void abilities(
      Set<Part.Kind> reads, boolean callsTools, boolean reasons, boolean takesTemperature) {
    media = reads;
    tools = callsTools;
    if (!reasons) reasoning = ReasoningStyle.NONE;
    if (!takesTemperature) rejected.add("temperature");
  }

  public ModelRules build() {
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
        traits,
        new EmbeddingRules(embeddingForm, embeddingBatch),
        vocabulary,
        new Serving(
            endpoints,
            endpoint,
            reasoningWithTools,
            reasonsUnasked,
            streaming,
            schemaMembers,
            betas));
  }
}
