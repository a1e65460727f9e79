package io.llmcallgateway.dialect.responses.answer;

import static tools.jackson.core.JsonToken.PROPERTY_NAME;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.responses.content.ResponseIds;
import io.llmcallgateway.dialect.support.ServedTier;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the response object around an answer's items, with the members that repeat the request.
/// Ids are made of the call's id.
public final class ResponseObject {
  private static final Set<String> ECHOED =
      Set.of(
          "instructions",
          "max_output_tokens",
          "max_tool_calls",
          "metadata",
          "parallel_tool_calls",
          "prompt_cache_key",
          "prompt_cache_retention",
          "reasoning",
          "safety_identifier",
          "service_tier",
          "temperature",
          "text",
          "tool_choice",
          "tools",
          "top_logprobs",
          "top_p",
          "truncation",
          "user");

  private final AnswerContext asked;
  private final String hex;
  private final ObjectNode echo = Json.MAPPER.createObjectNode();
  private String model;
  private long createdAt;

  public ResponseObject(AnswerContext asked) {
    this.asked = asked;
    this.hex = ResponseIds.hex(asked.id());
    this.model = asked.model();
    this.createdAt = asked.createdAt();
    readEcho();
  }

  /// Reads the repeated members by tokens, since the input may be large and is not needed.
  private void readEcho() {
    var bytes = asked.inbound().body().toByteArray();
    try (var parser = Json.parser(bytes, 0, bytes.length)) {
      parser.nextToken();
      while (parser.nextToken() == PROPERTY_NAME) {
        var name = parser.currentName();
        var token = parser.nextToken();
        if (!ECHOED.contains(name)) {
          parser.skipChildren();
          continue;
        }
        var span = token.isStructStart() ? Json.structure(parser) : Json.scalar(parser);
        echo.set(name, Json.MAPPER.readTree(bytes, span.start(), span.length()));
      }
    }
  }

  public void answeredBy(String name, long at) {
    if (!name.isEmpty()) model = name;
    if (at > 0) createdAt = at;
  }

  String id() {
    return ResponseIds.of(asked.id());
  }

  /// Returns the id of the item at that index.
  public String itemId(String prefix, int index) {
    return prefix + "_" + hex + "_" + index;
  }

  /// Returns the object.
  ///
  /// @param status `in_progress`, `completed`, `incomplete` or `failed`
  /// @param reason the reason why it is incomplete
  public ObjectNode write(
      String status,
      @Nullable String reason,
      @Nullable ObjectNode error,
      ArrayNode output,
      @Nullable Usage usage,
      @Nullable ServedTier tier) {
    var node = Json.MAPPER.createObjectNode();
    node.put("id", id());
    node.put("object", "response");
    node.put("created_at", createdAt);
    node.put("status", status);
    node.put("background", false);
    if (error == null) node.putNull("error");
    else node.set("error", error);
    if (reason == null) node.putNull("incomplete_details");
    else node.putObject("incomplete_details").put("reason", reason);
    echo(node, "instructions");
    echo(node, "max_output_tokens");
    echo(node, "max_tool_calls");
    node.put("model", model);
    node.set("output", output);
    node.set("parallel_tool_calls", echoed("parallel_tool_calls", "true"));
    var remembered = asked.inbound().remembered();
    if (remembered.previous() == null) node.putNull("previous_response_id");
    else node.put("previous_response_id", remembered.previous());
    echo(node, "prompt_cache_key");
    echo(node, "prompt_cache_retention");
    var reasoning = node.putObject("reasoning");
    reasoning.set("effort", member("reasoning", "effort", "null"));
    reasoning.set("summary", member("reasoning", "summary", "null"));
    echo(node, "safety_identifier");
    if (tier == null) node.set("service_tier", echoed("service_tier", "\"default\""));
    else node.put("service_tier", tier.openAi());
    node.put("store", remembered.store());
    node.set("temperature", echoed("temperature", "1.0"));
    var text = node.putObject("text");
    text.set("format", member("text", "format", "{\"type\":\"text\"}"));
    text.set("verbosity", member("text", "verbosity", "\"medium\""));
    node.set("tool_choice", echoed("tool_choice", "\"auto\""));
    node.set("tools", tools());
    node.set("top_logprobs", echoed("top_logprobs", "0"));
    node.set("top_p", echoed("top_p", "1.0"));
    node.set("truncation", echoed("truncation", "\"disabled\""));
    if (usage == null) node.putNull("usage");
    else node.set("usage", UsageCodec.write(usage));
    echo(node, "user");
    node.set("metadata", echoed("metadata", "{}"));
    return node;
  }

  private JsonNode tools() {
    var tools = echoed("tools", "[]");
    for (var tool : tools) {
      boolean function = JsonNodes.text(tool, "type", "").equals("function");
      if (function && tool instanceof ObjectNode object && !JsonNodes.has(tool, "strict")) {
        object.put("strict", true);
      }
    }
    return tools;
  }

  private void echo(ObjectNode node, String name) {
    node.set(name, echoed(name, "null"));
  }

  private JsonNode echoed(String name, String otherwise) {
    return JsonNodes.has(echo, name) ? echo.path(name) : Json.MAPPER.readTree(otherwise);
  }

  private JsonNode member(String object, String name, String otherwise) {
    var holder = echo.path(object);
    return JsonNodes.has(holder, name) ? holder.path(name) : Json.MAPPER.readTree(otherwise);
  }

  /// Returns the reason why an answer with that finish is incomplete, or null if it is complete.
  public static @Nullable String incomplete(@Nullable Finish finish, boolean refusalTold) {
    if (finish == null) return null;
    return switch (finish.reason()) {
      case LENGTH -> "max_output_tokens";
      case CONTENT_FILTER -> "content_filter";
      case REFUSAL -> refusalTold ? null : "content_filter";
      case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSE, MALFORMED_CALL, OTHER -> null;
    };
  }
}
