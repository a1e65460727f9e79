package io.llmcallgateway.dialect.anthropic.request;

import io.llmcallgateway.dialect.anthropic.content.ContentBlocks;
import io.llmcallgateway.dialect.anthropic.content.ServiceTierCodec;
import io.llmcallgateway.dialect.support.RequestBodyParser;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.ReasoningOptions.Mode;
import io.llmcallgateway.model.chat.Sampling;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a client's Messages request into a `ChatRequest`.
public final class RequestReader {
  private static final Set<String> KNOWN =
      Set.of(
          "model",
          "messages",
          "system",
          "max_tokens",
          "stream",
          "temperature",
          "top_p",
          "top_k",
          "stop_sequences",
          "tools",
          "tool_choice",
          "thinking",
          "output_config",
          "output_format",
          "metadata",
          "service_tier");

  private RequestReader() {}

  public static ChatRequest read(JsonNode root, String model, boolean stream) {
    var request = ChatRequest.of(model);
    request.stream = stream;
    var system = MessagesReader.system(root.path("system"));
    if (system != null) request.messages.add(system);
    MessagesReader.read(root.path("messages"), request.messages);
    ToolsReader.read(root, request);
    request.maxTokens = JsonNodes.whole(root, "max_tokens");
    request.sampling =
        new Sampling(
            JsonNodes.decimal(root, "temperature"),
            JsonNodes.decimal(root, "top_p"),
            JsonNodes.whole(root, "top_k"),
            null,
            null,
            null,
            null,
            null,
            null);
    for (var each : root.path("stop_sequences")) {
      if (!each.isString())
        throw RequestBodyParser.wrongType("stop_sequences", "an array of strings");
      request.stop.add(each.asString());
    }
    readOutput(root, request);
    request.reasoning = reasoning(root);
    for (var member : root.path("metadata").properties()) {
      if (!member.getValue().isString()) continue;
      if (member.getKey().equals("user_id")) request.user = member.getValue().asString();
      else request.metadata.put(member.getKey(), member.getValue().asString());
    }
    request.serviceTier = ServiceTierCodec.read(JsonNodes.text(root, "service_tier"));
    for (var member : root.properties()) {
      if (!KNOWN.contains(member.getKey())) {
        request.extras.put(member.getKey(), member.getValue());
      }
    }
    request.unread = KnownMembers.SHAPE.unread(root);
    return request.extrasOf(ContentBlocks.DIALECT).build();
  }

  private static void readOutput(JsonNode root, ChatRequest.Builder request) {
    var config = root.path("output_config");
    var format = config.path("format");
    if (!format.isObject())
      format = root.path("output_format"); // the member's name during the beta
    if (format.isObject()) {
      var schema = JsonNodes.object(format, "schema");
      if (schema == null)
        throw RequestBodyParser.wrongType("output_config.format.schema", "an object");
      request.format = new OutputFormat.JsonSchema("answer", null, schema, null);
    }
    ObjectNode rest = Json.MAPPER.createObjectNode();
    for (var member : config.properties()) {
      var name = member.getKey();
      if (!name.equals("format") && !name.equals("effort")) rest.set(name, member.getValue());
    }
    if (!rest.isEmpty()) request.extras.put("output_config", rest);
  }

  private static @Nullable ReasoningOptions reasoning(JsonNode root) {
    var effort = Effort.of(JsonNodes.text(root.path("output_config"), "effort"));
    var thinking = root.path("thinking");
    var type = JsonNodes.text(thinking, "type");
    if (type == null) {
      return effort == null ? null : new ReasoningOptions(Mode.UNSAID, effort, null, null);
    }
    var display = JsonNodes.text(thinking, "display");
    var shown = display == null ? null : (Boolean) !display.equals("omitted");
    return switch (type) {
      case "disabled" -> ReasoningOptions.off();
      case "adaptive" -> new ReasoningOptions(Mode.ADAPTIVE, effort, null, shown);
      case "enabled" -> {
        var budget = JsonNodes.whole(thinking, "budget_tokens");
        yield new ReasoningOptions(Mode.ON, effort, budget, shown);
      }
      default ->
          throw RequestBodyParser.invalid(
              "thinking.type: must be 'enabled', 'adaptive' or 'disabled'", "thinking.type");
    };
  }
}
