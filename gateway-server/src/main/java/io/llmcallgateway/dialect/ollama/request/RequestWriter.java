package io.llmcallgateway.dialect.ollama.request;

import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.support.Conversation;
import io.llmcallgateway.dialect.support.ToolCallIdRule;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the canonical conversation for `/api/chat`. One request.
public final class RequestWriter {
  /// Ollama's own default of `num_ctx`; what is longer it cuts in silence.
  private static final long USUAL_CONTEXT = 4_096;

  /// Room for an answer whose length the client does not limit.
  private static final long USUAL_ANSWER = 2_048;

  private final ChatRequest request;
  private final TargetModel target;
  private final ModelRules rules;
  private final Losses losses;
  private final ObjectNode root = Json.MAPPER.createObjectNode();
  private final ObjectNode options = Json.MAPPER.createObjectNode();

  public RequestWriter(ChatRequest request, TargetModel target, Losses losses) {
    this.request = request;
    this.target = target;
    this.rules = target.rules();
    this.losses = losses;
  }

  public ObjectNode write() {
    root.put("model", target.model());
    root.put("stream", target.stream()); // true unless told
    var messages =
        new MessageWriter(losses).write(Conversation.of(request, ToolCallIdRule.ANY, losses));
    root.set("messages", messages);
    writeTools();
    writeFormat();
    writeThinking();
    writeOptions(messages);
    if (!options.isEmpty()) root.set("options", options);
    leaveOut();
    return root;
  }

  private void writeTools() {
    var choice = request.toolChoice();
    if (choice instanceof ToolChoice.None) return;
    if (choice != null && choice.forces()) losses.changesMeaning("tool_choice", "unsupported");
    var tools = Json.MAPPER.createArrayNode();
    for (var tool : request.tools()) {
      switch (tool) {
        case Tool.Foreign foreign ->
            losses.changesMeaning("tools." + foreign.type(), "unknown-to-target");
        case Tool.Function function -> {
          if (allows(choice, function.name())) tool(function, tools);
        }
      }
    }
    if (!tools.isEmpty()) root.set("tools", tools);
    if (Boolean.FALSE.equals(request.parallelToolCalls())) {
      losses.add("parallel_tool_calls", "unsupported");
    }
  }

  private static boolean allows(@Nullable ToolChoice choice, String name) {
    return switch (choice) {
      case null -> true;
      case ToolChoice.Named named -> named.name().equals(name);
      case ToolChoice.Allowed allowed -> allowed.names().contains(name);
      case ToolChoice.Auto _, ToolChoice.None _, ToolChoice.Required _ -> true;
    };
  }

  private static void tool(Tool.Function function, ArrayNode tools) {
    var inner = tools.addObject().put("type", "function").putObject("function");
    inner.put("name", function.name());
    if (function.description() != null) inner.put("description", function.description());
    inner.set(
        "parameters",
        function.schema() == null
            ? Json.MAPPER.createObjectNode().put("type", "object")
            : function.schema());
  }

  private void writeFormat() {
    switch (request.format()) {
      case null -> {}
      case OutputFormat.JsonObject _ -> root.put("format", "json");
      case OutputFormat.JsonSchema schema -> root.set("format", schema.schema());
    }
  }

  private void writeThinking() {
    var reasoning = request.reasoning();
    if (reasoning == null) return;
    boolean on = reasoning.mode() != ReasoningOptions.Mode.OFF;
    if (rules.reasoning() == ReasoningStyle.NONE) {
      if (on) losses.add("reasoning", "unsupported");
      return;
    }
    var effort = reasoning.asEffort();
    boolean words = rules.efforts().contains(Effort.LOW);
    if (on && words && effort != null) root.put("think", rules.nearest(effort).text());
    else root.put("think", on);
  }

  private void writeOptions(ArrayNode messages) {
    var most = request.maxTokens();
    if (most != null) options.put("num_predict", most);
    var sampling = request.sampling();
    if (sampling.temperature() != null) options.put("temperature", sampling.temperature());
    if (sampling.topP() != null) options.put("top_p", sampling.topP());
    if (sampling.topK() != null) options.put("top_k", sampling.topK());
    if (sampling.seed() != null) options.put("seed", sampling.seed());
    if (sampling.frequencyPenalty() != null) {
      options.put("frequency_penalty", sampling.frequencyPenalty());
    }
    if (sampling.presencePenalty() != null) {
      options.put("presence_penalty", sampling.presencePenalty());
    }
    if (Boolean.TRUE.equals(sampling.logprobs())) losses.add("logprobs", "unsupported");
    if (sampling.logitBias() != null) losses.add("logit_bias", "unsupported");
    if (!request.stop().isEmpty()) {
      var stops = options.putArray("stop");
      request.stop().forEach(stops::add);
    }
    writeContext(messages, most == null ? USUAL_ANSWER : most);
  }

  /// A context that holds the conversation, where the model's own is known: a power of two, since
  /// each other size has the model loaded anew.
  private void writeContext(ArrayNode messages, long answer) {
    if (rules.context() == 0) return;
    long tools = root.path("tools").toString().length();
    long need = (messages.toString().length() + tools) / 3 + answer;
    if (need <= USUAL_CONTEXT) return;
    long rounded = Long.highestOneBit(need - 1) << 1;
    options.put("num_ctx", Math.min(rounded, rules.context()));
  }

  private void leaveOut() {
    if (request.choices() > 1) losses.changesMeaning("n", "unsupported");
    if (request.user() != null) losses.add("user", "unsupported");
    if (!request.metadata().isEmpty()) losses.add("metadata", "unsupported");
    if (request.serviceTier() != null) losses.add("service_tier", "unsupported");
    if (request.verbosity() != null) losses.add("verbosity", "unsupported");
    for (var name : request.extras().fields().keySet()) losses.add(name, "unknown-to-target");
  }
}
