package io.llmcallgateway.dialect.responses.answer;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.responses.content.ReasoningItems;
import io.llmcallgateway.dialect.responses.content.TypedMembers;
import io.llmcallgateway.dialect.support.CustomToolInput;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a target's plain answer.
public final class AnswerReader {
  private final TargetModel target;
  private final CallIds ids;
  private final List<Part> parts = new ArrayList<>();
  private final ArrayNode logprobs = Json.MAPPER.createArrayNode();

  private AnswerReader(TargetModel target, CallIds ids) {
    this.target = target;
    this.ids = ids;
  }

  public static ChatAnswer read(Body body, TargetModel target, CallIds ids) {
    JsonNode root;
    try {
      root = Json.MAPPER.readTree(body.toByteArray());
    } catch (JacksonException e) {
      throw new GatewayException(
          Failure.ofProvider(
              Failure.Kind.UPSTREAM_ERROR,
              target.provider(),
              "The provider's answer is not valid JSON."),
          e);
    }
    if (JsonNodes.has(root, "error")) {
      throw new GatewayException(ErrorReader.of(root.path("error"), target.provider()));
    }
    if (!root.path("output").isArray()) {
      throw new GatewayException(
          Failure.ofProvider(
              Failure.Kind.UPSTREAM_ERROR,
              target.provider(),
              "The provider's answer has no 'output'."));
    }
    return new AnswerReader(target, ids).read(root);
  }

  private ChatAnswer read(JsonNode root) {
    for (var item : root.path("output")) {
      if (item instanceof ObjectNode object) item(object);
    }
    JsonNode probabilities = null;
    if (!logprobs.isEmpty()) {
      probabilities = Json.MAPPER.createObjectNode().set("content", logprobs);
    }
    var choice =
        new ChatAnswer.Choice(
            0, parts, finish(root, calls(root), refused(parts)), probabilities, Extras.NONE);
    return new ChatAnswer(
        JsonNodes.text(root, "id", ""),
        JsonNodes.text(root, "model", ""),
        JsonNodes.count(root, "created_at"),
        List.of(choice),
        UsageCodec.of(root),
        JsonNodes.text(root, "service_tier"),
        Extras.NONE);
  }

  private void item(ObjectNode item) {
    switch (JsonNodes.text(item, "type", "")) {
      case "message" -> {
        for (var part : item.path("content")) content(part, item.get("phase"));
      }
      case "reasoning" -> {
        var reasoning = ReasoningItems.reasoning(item, ReasoningItems.family(target));
        if (!reasoning.text().isEmpty() || reasoning.signature() != null) parts.add(reasoning);
      }
      case "function_call" -> {
        var arguments = JsonNodes.text(item, "arguments", "");
        parts.add(
            Part.ToolCall.of(
                ids.claim(JsonNodes.text(item, "call_id")),
                JsonNodes.text(item, "name", ""),
                arguments.isBlank() ? "{}" : arguments));
      }
      case "custom_tool_call" ->
          parts.add(
              Part.ToolCall.of(
                  ids.claim(JsonNodes.text(item, "call_id")),
                  JsonNodes.text(item, "name", ""),
                  CustomToolInput.wrap(JsonNodes.text(item, "input", ""))));
      default -> parts.add(new Part.Foreign(TypedMembers.DIALECT, item));
    }
  }

  private void content(JsonNode part, @Nullable JsonNode phase) {
    switch (JsonNodes.text(part, "type", "")) {
      case "output_text", "text" -> {
        var citations = new ArrayList<Citation>(0);
        for (var each : part.path("annotations")) citations.add(citation(each));
        var extras = Json.MAPPER.createObjectNode();
        if (phase != null) extras.set("phase", phase);
        parts.add(
            new Part.Text(
                JsonNodes.text(part, "text", ""),
                null,
                citations,
                TypedMembers.others(extras, Set.of())));
        for (var each : part.path("logprobs")) logprobs.add(each);
      }
      case "refusal" -> parts.add(new Part.Refusal(JsonNodes.text(part, "refusal", "")));
      default -> {}
    }
  }

  public static Citation citation(JsonNode raw) {
    return new Citation(
        JsonNodes.text(raw, "url"),
        JsonNodes.text(raw, "title"),
        null,
        index(raw, "start_index"),
        index(raw, "end_index"),
        TypedMembers.DIALECT,
        raw);
  }

  private static int index(JsonNode raw, String name) {
    var value = JsonNodes.whole(raw, name);
    return value == null ? -1 : Math.clamp(value, -1, Integer.MAX_VALUE);
  }

  private static boolean calls(JsonNode response) {
    for (var item : response.path("output")) {
      if (isCall(JsonNodes.text(item, "type", ""))) return true;
    }
    return false;
  }

  /// True if the client must act on an item of that type.
  public static boolean isCall(String type) {
    return type.equals("function_call") || type.equals("custom_tool_call");
  }

  /// Returns the finish, which this API expresses by the status and the items.
  public static Finish finish(JsonNode response, boolean calls, boolean refused) {
    var status = JsonNodes.text(response, "status", "completed");
    if (status.equals("incomplete")) {
      var reason = JsonNodes.text(response.path("incomplete_details"), "reason", "");
      var meaning =
          switch (reason) {
            case "max_output_tokens", "max_tokens" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
          };
      return new Finish(meaning, reason.isEmpty() ? status : reason, null);
    }
    if (calls) return new Finish(FinishReason.TOOL_CALLS, status, null);
    return new Finish(refused ? FinishReason.REFUSAL : FinishReason.STOP, status, null);
  }

  private static boolean refused(List<Part> parts) {
    for (var part : parts) if (part instanceof Part.Refusal) return true;
    return false;
  }
}
