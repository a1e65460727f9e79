package io.llmcallgateway.dialect.cohere.request;

import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.WrittenRequest;
import io.llmcallgateway.dialect.support.Conversation;
import io.llmcallgateway.dialect.support.FormatInstruction;
import io.llmcallgateway.dialect.support.ToolCallIdRule;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Writes the canonical conversation as a v2 chat request. One request.
public final class RequestWriter {
  private static final int MOST_STOPS = 5;

  private final ChatRequest request;
  private final TargetModel target;
  private final ModelRules rules;
  private final Losses losses;
  private final ObjectNode root = Json.MAPPER.createObjectNode();
  private final List<String> instructions = new ArrayList<>(0);
  private boolean formatEnforced;

  private RequestWriter(ChatRequest request, TargetModel target, Losses losses) {
    this.request = request;
    this.target = target;
    this.rules = target.rules();
    this.losses = losses;
  }

  public static WrittenRequest request(ChatRequest request, TargetModel target, Losses losses) {
    var writer = new RequestWriter(request, target, losses);
    var body = Body.of(Json.MAPPER.writeValueAsBytes(writer.write()));
    return WrittenRequest.of(body, writer.formatEnforced);
  }

  private ObjectNode write() {
    root.put("model", target.model());
    root.put("stream", target.stream());
    var tools = Json.MAPPER.createObjectNode();
    writeTools(tools);
    writeFormat(tools.has("tools"));
    var conversation = Conversation.of(request, ToolCallIdRule.WORD, losses);
    root.set("messages", new MessageWriter(losses).write(conversation, instructions));
    root.setAll(tools);
    writeLimits();
    writeSampling();
    writeReasoning();
    leaveOut();
    request.extras().in(DialectId.COHERE.text()).forEach(root::set);
    return root;
  }

  private void writeLimits() {
    var most = request.maxTokens();
    if (most != null) {
      long allowed = rules.maxOutput() > 0 ? Math.min(most, rules.maxOutput()) : most;
      if (allowed != most) losses.add("max_tokens", "clamped-to-" + allowed);
      root.put("max_tokens", allowed);
    }
    if (request.stop().isEmpty()) return;
    if (rules.rejected().contains("stop")) {
      losses.changesMeaning("stop", "rejected-by-model");
      return;
    }
    var stops = root.putArray("stop_sequences");
    for (var stop : request.stop()) {
      if (stops.size() < MOST_STOPS) stops.add(stop);
      else losses.changesMeaning("stop", "more-than-" + MOST_STOPS);
    }
  }

  private void writeSampling() {
    var sampling = request.sampling();
    var temperature = sampling.temperature();
    if (temperature != null && takes("temperature")) {
      double allowed = Math.min(temperature, rules.mostTemperature());
      if (allowed != temperature) losses.add("temperature", "clamped-to-" + allowed);
      root.put("temperature", allowed);
    }
    put("top_p", "p", sampling.topP());
    put("frequency_penalty", "frequency_penalty", sampling.frequencyPenalty());
    put("presence_penalty", "presence_penalty", sampling.presencePenalty());
    if (sampling.topK() != null && takes("top_k")) root.put("k", sampling.topK());
    if (sampling.seed() != null && takes("seed")) root.put("seed", sampling.seed());
    if (Boolean.TRUE.equals(sampling.logprobs()) && takes("logprobs")) root.put("logprobs", true);
    if (sampling.topLogprobs() != null) losses.add("top_logprobs", "unsupported");
    if (sampling.logitBias() != null) losses.add("logit_bias", "unsupported");
  }

  private boolean takes(String name) {
    if (!rules.rejected().contains(name)) return true;
    losses.add(name, "rejected-by-model");
    return false;
  }

  private void put(String name, String own, @Nullable Double value) {
    if (value != null && takes(name)) root.put(own, value);
  }

  private void writeTools(ObjectNode out) {
    var choice = request.toolChoice();
    String only = choice instanceof ToolChoice.Named named ? named.name() : null;
    var tools = Json.MAPPER.createArrayNode();
    boolean strict = false;
    for (var tool : request.tools()) {
      switch (tool) {
        case Tool.Foreign foreign ->
            losses.changesMeaning("tools." + foreign.type(), "unknown-to-target");
        case Tool.Function function -> {
          if (only != null && !function.name().equals(only)) continue;
          if (choice instanceof ToolChoice.Allowed allowed
              && !allowed.names().contains(function.name())) {
            continue;
          }
          strict |= Boolean.TRUE.equals(function.strict());
          var inner = tools.addObject().put("type", "function").putObject("function");
          inner.put("name", function.name());
          if (function.description() != null) inner.put("description", function.description());
          inner.set(
              "parameters",
              function.schema() == null
                  ? Json.MAPPER.createObjectNode().put("type", "object")
                  : function.schema());
        }
      }
    }
    if (tools.isEmpty()) return;
    out.set("tools", tools);
    if (strict) out.put("strict_tools", true);
    writeChoice(choice, out);
    if (Boolean.FALSE.equals(request.parallelToolCalls())) {
      losses.add("parallel_tool_calls", "unsupported");
    }
  }

  /// There is no named choice: only that tool is sent, and one is required.
  private void writeChoice(@Nullable ToolChoice choice, ObjectNode out) {
    if (choice == null || choice instanceof ToolChoice.Auto) return;
    if (choice instanceof ToolChoice.None) {
      out.put("tool_choice", "NONE");
    } else if (choice.forces()) {
      if (rules.forcedTools()) out.put("tool_choice", "REQUIRED");
      else losses.changesMeaning("tool_choice", "unsupported");
    }
  }

  private void writeFormat(boolean tooled) {
    var format = request.format();
    if (format == null) return;
    boolean schema = format instanceof OutputFormat.JsonSchema;
    if (tooled || (schema && !rules.jsonSchema())) {
      formatEnforced = true;
      losses.add("response_format", tooled ? "not-with-tools" : "instructed");
      instructions.add(FormatInstruction.instruction(format));
      return;
    }
    var out = root.putObject("response_format").put("type", "json_object");
    if (format instanceof OutputFormat.JsonSchema named) out.set("json_schema", named.schema());
  }

  private void writeReasoning() {
    var reasoning = request.reasoning();
    if (reasoning == null) return;
    if (rules.reasoning() == ReasoningStyle.NONE) {
      if (reasoning.mode() == ReasoningOptions.Mode.ON) losses.add("reasoning", "unsupported");
      return;
    }
    var thinking = root.putObject("thinking");
    if (reasoning.mode() == ReasoningOptions.Mode.OFF) {
      thinking.put("type", "disabled");
      return;
    }
    thinking.put("type", "enabled");
    var budget = reasoning.asBudget();
    if (budget == null) return;
    long most = rules.mostBudget() > 0 ? Math.min(budget, rules.mostBudget()) : budget;
    thinking.put("token_budget", most);
  }

  private void leaveOut() {
    if (request.choices() > 1) losses.changesMeaning("n", "unsupported");
    if (request.user() != null) losses.add("user", "unsupported");
    if (!request.metadata().isEmpty()) losses.add("metadata", "unsupported");
    if (request.serviceTier() != null) losses.add("service_tier", "unsupported");
    if (request.marksCache()) losses.add("cache_control", "unsupported");
    if (request.cacheKey() != null) losses.add("prompt_cache_key", "unsupported");
    if (request.verbosity() != null) losses.add("verbosity", "unsupported");
    if (!request.extras().dialect().equals(DialectId.COHERE.text())) {
      for (var name : request.extras().fields().keySet()) losses.add(name, "unknown-to-target");
    }
  }
}
