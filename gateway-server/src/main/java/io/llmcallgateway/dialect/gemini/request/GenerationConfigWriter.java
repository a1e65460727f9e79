package io.llmcallgateway.dialect.gemini.request;

import io.llmcallgateway.dialect.support.FormatInstruction;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.ReasoningOptions.Mode;
import io.llmcallgateway.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/// Writes `generationConfig`.
final class GenerationConfigWriter {
  private static final int MOST_STOPS = 5;
  private static final int MOST_LOGPROBS = 20;

  /// The least budget of Gemini 2.5 Pro, which always thinks:
  /// ai.google.dev/gemini-api/docs/thinking.
  private static final long LEAST_BUDGET = 128;

  private final ChatRequest request;
  private final ModelRules rules;
  private final Losses losses;
  private final ObjectNode config = Json.MAPPER.createObjectNode();
  private String instruction = "";

  GenerationConfigWriter(ChatRequest request, ModelRules rules, Losses losses) {
    this.request = request;
    this.rules = rules;
    this.losses = losses;
  }

  ObjectNode write() {
    writeSampling();
    writeLimits();
    writeFormat();
    if (request.reasoning() != null) writeReasoning(request.reasoning());
    return config;
  }

  /// Returns the instruction that replaces a response format which the model does not support;
  /// empty if there is none.
  String instruction() {
    return instruction;
  }

  private boolean takes(String param) {
    if (!rules.rejected().contains(param)) return true;
    losses.add(param, "unsupported");
    return false;
  }

  private void writeSampling() {
    var sampling = request.sampling();
    var temperature = sampling.temperature();
    if (temperature != null && takes("temperature")) {
      double most = Math.min(2, rules.mostTemperature());
      if (temperature > most) losses.add("temperature", "clamped-to-" + number(most));
      put("temperature", Math.clamp(temperature, 0, most));
    }
    var topP = sampling.topP();
    if (topP != null && takes("top_p")) {
      if (config.has("temperature") && !rules.temperatureAndTopP()) {
        losses.add("top_p", "with-temperature");
      } else {
        put("topP", topP);
      }
    }
    if (sampling.topK() != null && takes("top_k")) config.put("topK", sampling.topK());
    if (sampling.frequencyPenalty() != null && takes("frequency_penalty")) {
      put("frequencyPenalty", sampling.frequencyPenalty());
    }
    if (sampling.presencePenalty() != null && takes("presence_penalty")) {
      put("presencePenalty", sampling.presencePenalty());
    }
    var seed = sampling.seed();
    if (seed != null && takes("seed")) {
      if (seed == (int) (long) seed) config.put("seed", seed);
      else losses.add("seed", "too-large");
    }
    if (sampling.logitBias() != null) losses.add("logit_bias", "unsupported");
    if (Boolean.TRUE.equals(sampling.logprobs()) && takes("logprobs")) {
      config.put("responseLogprobs", true);
      var top = sampling.topLogprobs();
      if (top != null && top > 0) config.put("logprobs", Math.min(top, MOST_LOGPROBS));
    }
  }

  /// Writes a number; a whole number has no fraction, as clients write it.
  private void put(String name, double value) {
    if (value == Math.rint(value)) config.put(name, (long) value);
    else config.put(name, value);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private void writeLimits() {
    var most = request.maxTokens();
    if (most != null && takes("max_tokens")) {
      boolean tooMany = rules.maxOutput() > 0 && most > rules.maxOutput();
      if (tooMany) losses.add("max_tokens", "clamped-to-" + rules.maxOutput());
      config.put("maxOutputTokens", tooMany ? rules.maxOutput() : most);
    }
    if (!request.stop().isEmpty() && takes("stop")) {
      if (request.stop().size() > MOST_STOPS) losses.changesMeaning("stop", "more-than-5");
      var stops = config.putArray("stopSequences");
      request.stop().stream().limit(MOST_STOPS).forEach(stops::add);
    }
    if (request.choices() > 1) {
      if (rules.rejected().contains("n")) losses.changesMeaning("n", "unsupported");
      else config.put("candidateCount", request.choices());
    }
  }

  private void writeFormat() {
    var format = request.format();
    if (format == null) return;
    if (!request.tools().isEmpty() && !rules.jsonWithTools()) {
      losses.add("response_format", "not-with-tools");
      instruction = FormatInstruction.instruction(format);
      return;
    }
    config.put("responseMimeType", "application/json");
    if (!(format instanceof OutputFormat.JsonSchema schema)) return;
    if (rules.jsonSchema()) {
      config.set("responseJsonSchema", schema.schema());
    } else {
      losses.add("response_format", "instructed");
      instruction = FormatInstruction.instruction(format);
    }
  }

  private void writeReasoning(ReasoningOptions reasoning) {
    if (rules.reasoning() == ReasoningStyle.NONE) {
      if (reasoning.mode() != Mode.OFF) losses.add("reasoning_effort", "unsupported");
      return;
    }
    var thinking = Json.MAPPER.createObjectNode();
    if (rules.reasoning() == ReasoningStyle.GEMINI_LEVEL) writeLevel(reasoning, thinking);
    else writeBudget(reasoning, thinking);
    if (reasoning.mode() != Mode.OFF && !Boolean.FALSE.equals(reasoning.shown())) {
      thinking.put("includeThoughts", true);
    }
    if (!thinking.isEmpty()) config.set("thinkingConfig", thinking);
  }

  private void writeLevel(ReasoningOptions reasoning, ObjectNode thinking) {
    var asked = reasoning.mode() == Mode.OFF ? Effort.NONE : reasoning.asEffort();
    if (asked == null) return;
    var known = rules.nearest(asked);
    // There is no level above HIGH, and none that switches reasoning off.
    if (known.compareTo(Effort.HIGH) > 0) known = Effort.HIGH;
    if (known == Effort.NONE) known = Effort.MINIMAL;
    if (known != asked) losses.add("reasoning_effort", "nearest-" + known.text());
    thinking.put("thinkingLevel", known.text());
  }

  private void writeBudget(ReasoningOptions reasoning, ObjectNode thinking) {
    if (reasoning.mode() == Mode.OFF) {
      if (rules.alwaysReasons()) losses.add("reasoning_effort", "always-reasons");
      thinking.put("thinkingBudget", rules.alwaysReasons() ? LEAST_BUDGET : 0);
      return;
    }
    var budget = reasoning.asBudget();
    if (budget == null) {
      thinking.put("thinkingBudget", -1); // the model decides
      return;
    }
    if (rules.mostBudget() > 0 && budget > rules.mostBudget()) {
      losses.add("reasoning.budget", "clamped-to-" + rules.mostBudget());
      budget = rules.mostBudget();
    }
    if (rules.alwaysReasons() && budget < LEAST_BUDGET) budget = LEAST_BUDGET;
    thinking.put("thinkingBudget", budget);
  }
}
