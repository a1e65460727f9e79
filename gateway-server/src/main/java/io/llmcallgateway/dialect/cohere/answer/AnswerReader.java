package io.llmcallgateway.dialect.cohere.answer;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.cohere.request.RequestReader;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads a plain answer.
public final class AnswerReader {
  private AnswerReader() {}

  public static ChatAnswer read(Body body, String provider, CallIds ids) {
    JsonNode root;
    try {
      root = Json.MAPPER.readTree(body.toByteArray());
    } catch (JacksonException e) {
      throw new GatewayException(
          Failure.ofProvider(
              Failure.Kind.UPSTREAM_ERROR, provider, "The provider's answer is not valid JSON."),
          e);
    }
    var message = root.path("message");
    if (!message.isObject()) {
      throw new GatewayException(ErrorCodec.read(502, Headers.NONE, body, provider));
    }
    var word = JsonNodes.text(root, "finish_reason", "COMPLETE");
    var failure = failure(word, provider);
    if (failure != null) throw new GatewayException(failure);
    var parts = parts(message, ids);
    boolean calls = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
    var choice = new ChatAnswer.Choice(0, parts, finish(word, calls), null, Extras.NONE);
    return new ChatAnswer(
        JsonNodes.text(root, "id", ""),
        JsonNodes.text(root, "model", ""),
        0,
        List.of(choice),
        UsageCodec.read(root.path("usage")),
        null,
        Extras.NONE);
  }

  /// The failure that a finish reason stands for; null where it ends an answer.
  public static @Nullable Failure failure(String word, String provider) {
    if (!word.equals("ERROR") && !word.equals("TIMEOUT")) return null;
    var kind = word.equals("TIMEOUT") ? Failure.Kind.TIMEOUT : Failure.Kind.UPSTREAM_ERROR;
    return Failure.ofProvider(kind, provider, "The provider broke its answer off: " + word + ".");
  }

  public static Finish finish(String word, boolean calls) {
    var reason = FinishWords.reason(word);
    if (calls && reason == FinishReason.STOP) reason = FinishReason.TOOL_CALLS;
    return new Finish(reason, word, null);
  }

  private static List<Part> parts(JsonNode message, CallIds ids) {
    var parts = new ArrayList<Part>();
    var plan = JsonNodes.text(message, "tool_plan", "");
    if (!plan.isEmpty()) parts.add(new Part.Reasoning(plan, null));
    var citations = new ArrayList<Citation>();
    for (var citation : message.path("citations")) citations.addAll(CitationCodec.read(citation));
    var content = message.path("content");
    if (content.isString() && !content.asString().isEmpty()) {
      parts.add(new Part.Text(content.asString(), null, citations, Extras.NONE));
    }
    for (var item : content) {
      if (JsonNodes.text(item, "type", "").equals("thinking")) {
        parts.add(new Part.Reasoning(JsonNodes.text(item, "thinking", ""), null));
        continue;
      }
      var text = JsonNodes.text(item, "text", "");
      if (!text.isEmpty()) parts.add(new Part.Text(text, null, citations, Extras.NONE));
    }
    for (var call : message.path("tool_calls")) {
      var function = call.path("function");
      var id = ids.claim(JsonNodes.text(call, "id"));
      var name = JsonNodes.text(function, "name", "");
      parts.add(Part.ToolCall.of(id, name, RequestReader.arguments(function)));
    }
    return parts;
  }
}
