package io.llmcallgateway.dialect.gemini.answer;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.gemini.content.GeminiPart;
import io.llmcallgateway.dialect.gemini.content.ModelTurnBuilder;
import io.llmcallgateway.dialect.support.GeminiFinishWords;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads an answer of `generateContent` that is not streamed into a `ChatAnswer`.
public final class AnswerReader {
  private AnswerReader() {}

  public static ChatAnswer read(Body body, String provider, CallIds ids) {
    var root = document(body, provider);
    if (!isAnswer(root)) throw new GatewayException(ErrorReader.inAnswer(root, provider));
    var choices = new ArrayList<ChatAnswer.Choice>();
    int position = 0;
    for (var candidate : root.path("candidates")) {
      choices.add(choice(candidate, index(candidate, position++), ids));
    }
    if (choices.isEmpty()) {
      choices.add(new ChatAnswer.Choice(0, List.of(), blocked(root), null, Extras.NONE));
    }
    var extras = new LinkedHashMap<String, JsonNode>();
    for (var member : root.properties()) {
      switch (member.getKey()) {
        case "candidates", "usageMetadata", "modelVersion", "responseId" -> {}
        default -> extras.put(member.getKey(), member.getValue());
      }
    }
    return new ChatAnswer(
        JsonNodes.text(root, "responseId", ""),
        JsonNodes.text(root, "modelVersion", ""),
        0,
        choices,
        UsageCodec.read(root),
        tier(root),
        extras(extras));
  }

  private static JsonNode document(Body body, String provider) {
    try {
      var node = Json.EXACT.readTree(body.toByteArray());
      // Replies of streamGenerateContent without alt=sse are an array, errors as well.
      return node.isArray() && node.size() == 1 ? node.get(0) : node;
    } catch (JacksonException e) {
      throw new GatewayException(
          Failure.ofProvider(
              Failure.Kind.UPSTREAM_ERROR,
              provider,
              "The provider's answer is not valid JSON: " + ErrorReader.plain(body)),
          e);
    }
  }

  /// True if the document is an answer, or a chunk of one, and not an error.
  public static boolean isAnswer(JsonNode root) {
    return root.isObject()
        && !root.has("error")
        && (root.has("candidates")
            || root.has("promptFeedback")
            || root.has("usageMetadata")
            || root.has("responseId"));
  }

  /// Returns the candidate's index.
  ///
  /// @param position of the candidate in its list, which is the index if it has none
  public static int index(JsonNode candidate, int position) {
    var index = candidate.path("index");
    return index.isNumber() ? index.asInt(position) : position;
  }

  /// Returns how an answer without candidates ended: the prompt was blocked.
  public static Finish blocked(JsonNode root) {
    var feedback = root.path("promptFeedback");
    var reason = JsonNodes.text(feedback, "blockReason");
    return new Finish(
            reason == null ? FinishReason.OTHER : FinishReason.CONTENT_FILTER, reason, null)
        .explained(JsonNodes.text(feedback, "blockReasonMessage"), null);
  }

  /// Returns the canonical name of the service tier, or null if the answer has none.
  static @Nullable String tier(JsonNode root) {
    var tier = JsonNodes.text(root.path("usageMetadata"), "serviceTier");
    return "standard".equals(tier) ? "default" : tier;
  }

  private static ChatAnswer.Choice choice(JsonNode candidate, int index, CallIds ids) {
    var turn = new ModelTurnBuilder();
    for (var part : candidate.path("content").path("parts")) {
      if (part instanceof ObjectNode object) turn.add(GeminiPart.read(object), ids::claim);
    }
    var parts = new ArrayList<>(turn.parts());
    boolean calls = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
    cite(candidate, parts);
    var extras = new LinkedHashMap<String, JsonNode>();
    for (var member : candidate.properties()) {
      switch (member.getKey()) {
        case "content", "finishReason", "finishMessage", "index", "logprobsResult" -> {}
        default -> extras.put(member.getKey(), member.getValue());
      }
    }
    return new ChatAnswer.Choice(
        index, parts, finish(candidate, calls), LogprobsCodec.read(candidate), extras(extras));
  }

  /// Returns how the candidate ended, or null if it has no finish reason, as in all chunks but the
  /// last.
  ///
  /// @param calls true if the candidate has tool calls
  public static @Nullable Finish finish(JsonNode candidate, boolean calls) {
    var word = JsonNodes.text(candidate, "finishReason");
    if (word == null || word.equals("FINISH_REASON_UNSPECIFIED")) return null;
    var reason = GeminiFinishWords.reason(word);
    if (reason == FinishReason.STOP && calls) reason = FinishReason.TOOL_CALLS;
    return new Finish(reason, word, null)
        .explained(JsonNodes.text(candidate, "finishMessage"), null);
  }

  /// Adds the citations of the candidate to its last text.
  private static void cite(JsonNode candidate, List<Part> parts) {
    var all = new StringBuilder();
    int last = -1;
    for (int i = 0; i < parts.size(); i++) {
      if (!(parts.get(i) instanceof Part.Text text)) continue;
      all.append(text.text());
      last = i;
    }
    if (last < 0) return;
    List<Citation> citations =
        GroundingCodec.citations(candidate, GroundingCodec.positions(all.toString()));
    if (citations.isEmpty() || !(parts.get(last) instanceof Part.Text text)) return;
    parts.set(last, new Part.Text(text.text(), null, citations, text.extras()));
  }

  private static Extras extras(Map<String, JsonNode> fields) {
    return fields.isEmpty() ? Extras.NONE : new Extras(GeminiPart.DIALECT, fields);
  }
}
