package io.llmcallgateway.dialect.anthropic.answer;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.anthropic.content.ContentBlocks;
import io.llmcallgateway.dialect.anthropic.content.JsonAnswerTool;
import io.llmcallgateway.dialect.anthropic.content.ServiceTierCodec;
import io.llmcallgateway.dialect.anthropic.content.ThinkingBlocks;
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
import tools.jackson.databind.node.ObjectNode;

/// Reads an answer that is not streamed, a message, into a `ChatAnswer`.
public final class AnswerReader {
  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "type",
          "role",
          "model",
          "content",
          "stop_reason",
          "stop_sequence",
          "stop_details",
          "usage");

  private AnswerReader() {}

  public static ChatAnswer read(Body body, String provider, CallIds ids) {
    var root = document(body, provider);
    if (!root.path("content").isArray()) {
      throw new GatewayException(ErrorReader.inAnswer(root, provider));
    }
    var parts = new ArrayList<Part>(root.path("content").size());
    int length = 0;
    boolean calls = false;
    for (var block : root.path("content")) {
      if (!(block instanceof ObjectNode object)) continue;
      var part = part(object, length, ids);
      if (part instanceof Part.Text words) length += words.text().length();
      calls |= part instanceof Part.ToolCall;
      parts.add(part);
    }
    var choice = new ChatAnswer.Choice(0, parts, finish(root, calls), null, Extras.NONE);
    return new ChatAnswer(
        JsonNodes.text(root, "id", ""),
        JsonNodes.text(root, "model", ""),
        0,
        List.of(choice),
        UsageCodec.read(root),
        ServiceTierCodec.readAnswered(JsonNodes.text(root.path("usage"), "service_tier")),
        ContentBlocks.extras(root, KNOWN));
  }

  /// Parses an answer.
  ///
  /// @param provider null if the caller does not know it
  /// @throws GatewayException if it is not JSON
  public static JsonNode document(Body body, @Nullable String provider) {
    try {
      return Json.EXACT.readTree(body.toByteArray());
    } catch (JacksonException e) {
      throw new GatewayException(unreadable(provider), e);
    }
  }

  static Failure unreadable(@Nullable String provider) {
    var message = "The provider's answer is not valid JSON.";
    var kind = Failure.Kind.UPSTREAM_ERROR;
    if (provider == null) return Failure.of(kind, message);
    return Failure.ofProvider(kind, provider, message);
  }

  private static Part part(ObjectNode block, int start, CallIds ids) {
    return switch (JsonNodes.text(block, "type", "")) {
      case "text" -> {
        var text = JsonNodes.text(block, "text", "");
        var citations = new ArrayList<Citation>(0);
        for (var each : block.path("citations")) {
          if (each.isObject())
            citations.add(ContentBlocks.citation(each, start, start + text.length()));
        }
        yield new Part.Text(text, null, citations, Extras.NONE);
      }
      case "thinking" -> ThinkingBlocks.read(block);
      case "redacted_thinking" -> ThinkingBlocks.readRedacted(block);
      case "tool_use" -> {
        var name = JsonNodes.text(block, "name", "");
        var arguments = ContentBlocks.arguments(block);
        yield JsonAnswerTool.is(name)
            ? Part.Text.of(arguments)
            : Part.ToolCall.of(ids.claim(JsonNodes.text(block, "id")), name, arguments);
      }
      default -> new Part.Foreign(ContentBlocks.DIALECT, block);
    };
  }

  /// Returns how the answer ended, or null if it was cut. The stop reason is corrected by the calls
  /// that were read: a call of `JsonAnswerTool` is text to the client, and compatible vendors may
  /// say `end_turn` after calls.
  ///
  /// @param ending the object with the `stop_…` members: a message, or a stream's `delta`
  /// @param calls true if the answer has tool calls
  public static @Nullable Finish finish(JsonNode ending, boolean calls) {
    var word = JsonNodes.text(ending, "stop_reason");
    if (word == null) return null;
    var reason = FinishWords.reason(word);
    if (reason == FinishReason.TOOL_CALLS && !calls) reason = FinishReason.STOP;
    if (reason == FinishReason.STOP && calls) reason = FinishReason.TOOL_CALLS;
    var details = ending.path("stop_details");
    return new Finish(reason, word, JsonNodes.text(ending, "stop_sequence"))
        .explained(JsonNodes.text(details, "explanation"), JsonNodes.text(details, "category"));
  }
}
