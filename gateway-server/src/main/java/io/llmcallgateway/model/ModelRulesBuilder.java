package io.llmcallgateway.model;

import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.embedding.EmbeddingForm;
import io.llmcallgateway.model.embedding.EmbeddingRules;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Builds rules that differ from others in some members. Not thread-safe.
public final class ModelRulesBuilder {
  public long context;
  public long maxOutput;
  public long defaultMaxTokens;
  public Set<Part.Kind> media;
  public boolean tools;
  public boolean jsonSchema;
  public boolean jsonWithTools;
  public boolean forcedTools;
  public boolean forcedWhileReasoning;
  public double mostTemperature;
  public boolean temperatureAndTopP;
  public Set<String> rejected;
  public ReasoningStyle reasoning;
  public Set<Effort> efforts;
  public long mostBudget;
  public boolean alwaysReasons;
  public final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
  public Traits traits;
  public EmbeddingForm embeddingForm;
  public int embeddingBatch;
  public Vocabulary vocabulary;
  public List<String> endpoints;
  public @Nullable String endpoint;
  public boolean reasoningWithTools;
  public boolean reasonsUnasked;
  public Streaming streaming;
  public Set<String> schemaMembers;
  public List<String> betas;

  ModelRulesBuilder(ModelRules from) {
    context = from.context();
    maxOutput = from.maxOutput();
    defaultMaxTokens = from.defaultMaxTokens();
    media = from.media();
    tools = from.tools();
    jsonSchema = from.jsonSchema();
    jsonWithTools = from.jsonWithTools();
    forcedTools = from.forcedTools();
    forcedWhileReasoning = from.forcedWhileReasoning();
    mostTemperature = from.mostTemperature();
    temperatureAndTopP = from.temperatureAndTopP();
    rejected = new HashSet<>(from.rejected());
    reasoning = from.reasoning();
    efforts = from.efforts();
    mostBudget = from.mostBudget();
    alwaysReasons = from.alwaysReasons();
    quirks.addAll(from.quirks());
    traits = from.traits();
    embeddingForm = from.embedding().form();
    embeddingBatch = from.embedding().batch();
    vocabulary = from.vocabulary();
    endpoints = from.serving().endpoints();
    endpoint = from.serving().endpoint();
    reasoningWithTools = from.serving().reasoningWithTools();
    reasonsUnasked = from.serving().reasonsUnasked();
    streaming = from.serving().streaming();
    schemaMembers = from.serving().schemaMembers();
    betas = from.serving().betas();
  }

  /// Returns the rules of an unknown model at a provider with these quirks and traits, to change.
  public static ModelRulesBuilder of(Set<Quirk> quirks, Traits traits) {
    var builder = ModelRules.UNKNOWN.edit();
    builder.quirks.addAll(quirks);
    builder.traits = traits;
    return builder;
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
