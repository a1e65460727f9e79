package io.llmcallgateway.dialect.openai.request;

import io.llmcallgateway.dialect.openai.content.CommonMembers;
import io.llmcallgateway.dialect.openai.content.CustomTools;
import io.llmcallgateway.dialect.openai.content.TypedMembers;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.Sampling;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/// Reads a request for chat completions, with the members that vendors of OpenAI's format added to
/// it: `reasoning`, `thinking`, `enable_thinking`, `top_k`, `cache_control`.
public final class RequestReader {
  /// Numbers in schemas and unknown members stay as exact as they came.
  private static final ObjectReader EXACT =
      Json.MAPPER.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  static final Set<String> KNOWN =
      Set.of(
          "model",
          "messages",
          "tools",
          "tool_choice",
          "functions",
          "function_call",
          "parallel_tool_calls",
          "max_tokens",
          "max_completion_tokens",
          "temperature",
          "top_p",
          "top_k",
          "frequency_penalty",
          "presence_penalty",
          "seed",
          "random_seed",
          "logprobs",
          "top_logprobs",
          "logit_bias",
          "stop",
          "response_format",
          "reasoning_effort",
          "reasoning",
          "include_reasoning",
          "thinking",
          "enable_thinking",
          "thinking_budget",
          "stream",
          "stream_options",
          "n",
          "user",
          "metadata",
          "service_tier",
          "prompt_cache_key",
          "verbosity");

  private final ObjectNode root;
  private final ChatRequest.Builder request;

  private RequestReader(ObjectNode root, String model) {
    this.root = root;
    this.request = ChatRequest.of(model);
  }

  public static ChatRequest read(Body body, String model, boolean stream) {
    try {
      if (EXACT.readTree(body.toByteArray()) instanceof ObjectNode root) {
        return new RequestReader(root, model).read(stream);
      }
    } catch (JacksonException e) {
      throw new GatewayException(
          Failure.of(Failure.Kind.INVALID_REQUEST, "The request body is not valid JSON."), e);
    }
    throw new GatewayException(
        Failure.of(Failure.Kind.INVALID_REQUEST, "The request body must be a JSON object."));
  }

  private ChatRequest read(boolean stream) {
    request.stream = stream;
    request.messages.addAll(MessageReader.read(root.path("messages")));
    readTools();
    readToolChoice();
    request.parallelToolCalls = TypedMembers.flag(root, "parallel_tool_calls");
    var most = TypedMembers.whole(root, "max_completion_tokens");
    request.maxTokens = most == null ? TypedMembers.whole(root, "max_tokens") : most;
    readSampling();
    readStop();
    readFormat();
    request.reasoning = ReasoningSettings.read(root);
    var choices = TypedMembers.whole(root, "n");
    if (choices != null) {
      if (choices < 1 || choices > 128)
        throw TypedMembers.value("n", "'n' must be between 1 and 128.");
      request.choices = choices.intValue();
    }
    request.user = TypedMembers.text(root, "user");
    request.serviceTier = TypedMembers.text(root, "service_tier");
    request.cacheKey = TypedMembers.text(root, "prompt_cache_key");
    request.verbosity = TypedMembers.text(root, "verbosity");
    readMetadata();
    readExtras();
    request.unread = KnownMembers.SHAPE.unread(root);
    return request.build();
  }

  private void readTools() {
    if (JsonNodes.has(root, "tools") && !root.path("tools").isArray()) {
      throw TypedMembers.type("tools", "an array");
    }
    int index = 0;
    for (var tool : root.path("tools")) {
      var path = "tools[" + index++ + "]";
      if (!(tool instanceof ObjectNode object)) throw TypedMembers.type(path, "an object");
      var type = JsonNodes.text(tool, "type", "function");
      if (tool.path("function") instanceof ObjectNode function && type.equals("function")) {
        request.tools.add(function(function, tool, path));
      } else if (tool.path("custom") instanceof ObjectNode custom && type.equals("custom")) {
        request.tools.add(CustomTools.read(custom, tool, path));
      } else {
        request.tools.add(new Tool.Foreign(CommonMembers.DIALECT, type, object));
      }
    }
    index = 0;
    for (var function : root.path("functions")) {
      request.tools.add(function(function, function, "functions[" + index++ + "]"));
    }
  }

  private static Tool.Function function(JsonNode function, JsonNode tool, String path) {
    var name = JsonNodes.text(function, "name");
    if (name == null || name.isEmpty()) {
      throw TypedMembers.value(path + ".name", "Missing required parameter: '" + path + ".name'.");
    }
    var schema = function.path("parameters");
    return new Tool.Function(
        name,
        JsonNodes.text(function, "description"),
        schema.isObject() ? schema : null,
        JsonNodes.flag(function, "strict"),
        CommonMembers.cacheMark(tool),
        CommonMembers.rest(
            tool,
            Set.of(
                "type",
                "function",
                "cache_control",
                "name",
                "description",
                "parameters",
                "strict")));
  }

  private void readToolChoice() {
    var modern = root.path("tool_choice");
    var choice = JsonNodes.has(root, "tool_choice") ? modern : root.path("function_call");
    if (choice.isString()) {
      request.toolChoice =
          switch (choice.asString()) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "required", "any" -> new ToolChoice.Required();
            default ->
                throw TypedMembers.value(
                    "tool_choice", "Invalid value for 'tool_choice': '" + choice.asString() + "'.");
          };
    } else if (choice.isObject()) {
      request.toolChoice = named(choice);
    } else if (!choice.isMissingNode() && !choice.isNull()) {
      throw TypedMembers.type("tool_choice", "a string or an object");
    }
  }

  private static ToolChoice named(JsonNode choice) {
    if (JsonNodes.text(choice, "type", "").equals("allowed_tools")) {
      var inner = choice.path("allowed_tools");
      var allowed = inner.isObject() ? inner : choice;
      var names = new ArrayList<String>();
      for (var tool : allowed.path("tools")) {
        var name = JsonNodes.text(tool.path("function"), "name", JsonNodes.text(tool, "name", ""));
        if (!name.isEmpty()) names.add(name);
      }
      return new ToolChoice.Allowed(names, JsonNodes.text(allowed, "mode", "").equals("required"));
    }
    for (var holder : new String[] {"function", "custom"}) {
      var name = JsonNodes.text(choice.path(holder), "name");
      if (name != null) return new ToolChoice.Named(name);
    }
    var name = JsonNodes.text(choice, "name");
    if (name == null) throw TypedMembers.value("tool_choice", "'tool_choice' names no function.");
    return new ToolChoice.Named(name);
  }

  private void readSampling() {
    var top = TypedMembers.whole(root, "top_logprobs");
    var bias = root.path("logit_bias");
    request.sampling =
        new Sampling(
            TypedMembers.decimal(root, "temperature"),
            TypedMembers.decimal(root, "top_p"),
            TypedMembers.whole(root, "top_k"),
            TypedMembers.decimal(root, "frequency_penalty"),
            TypedMembers.decimal(root, "presence_penalty"),
            seed(),
            TypedMembers.flag(root, "logprobs"),
            top == null ? null : (Integer) top.intValue(),
            bias.isObject() && !bias.isEmpty() ? bias : null);
  }

  /// Returns the seed, which Mistral calls `random_seed`.
  private @Nullable Long seed() {
    var seed = TypedMembers.whole(root, "seed");
    return seed == null ? TypedMembers.whole(root, "random_seed") : seed;
  }

  private void readStop() {
    var stop = root.path("stop");
    if (stop.isString()) {
      request.stop.add(stop.asString());
    } else if (stop.isArray()) {
      for (var each : stop) {
        if (!each.isString()) throw TypedMembers.type("stop", "a string or an array of strings");
        request.stop.add(each.asString());
      }
    } else if (JsonNodes.has(root, "stop")) {
      throw TypedMembers.type("stop", "a string or an array of strings");
    }
  }

  private void readFormat() {
    var format = root.path("response_format");
    if (!JsonNodes.has(root, "response_format")) return;
    switch (JsonNodes.text(format, "type", "")) {
      case "text" -> {}
      case "json_object" -> request.format = readObjectFormat(format);
      case "json_schema" -> {
        var inner = format.path("json_schema");
        var schema = inner.path("schema");
        request.format =
            new OutputFormat.JsonSchema(
                JsonNodes.text(inner, "name", "answer"),
                JsonNodes.text(inner, "description"),
                schema.isObject() ? schema : Json.MAPPER.createObjectNode(),
                JsonNodes.flag(inner, "strict"));
      }
      default ->
          throw TypedMembers.value(
              "response_format.type",
              "'response_format.type' must be text, json_object or json_schema.");
    }
  }

  /// Returns the format of `json_object`, beside which some vendors (Fireworks, llama.cpp) put a
  /// schema.
  private static OutputFormat readObjectFormat(JsonNode format) {
    if (!format.path("schema").isObject()) return new OutputFormat.JsonObject();
    return new OutputFormat.JsonSchema("answer", null, format.path("schema"), null);
  }

  private void readMetadata() {
    if (!(root.path("metadata") instanceof ObjectNode metadata)) return;
    for (var member : metadata.properties()) {
      var value = member.getValue();
      request.metadata.put(member.getKey(), value.isString() ? value.asString() : value.toString());
    }
  }

  private void readExtras() {
    request.extrasOf(CommonMembers.DIALECT);
    for (var member : root.properties()) {
      if (!KNOWN.contains(member.getKey()) && !member.getValue().isNull()) {
        request.extras.put(member.getKey(), member.getValue());
      }
    }
    if (root.path("stream_options") instanceof ObjectNode options) {
      var others = options.deepCopy();
      others.remove("include_usage");
      others.remove("include_cost");
      if (!others.isEmpty()) request.extras.put("stream_options", others);
    }
  }
}
