package io.llmcallgateway.dialect.openai;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.support.OpenAiErrorReader;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a whole chat completion of any vendor of the format.
final class ChatAnswerReader {
  private static final int MOST_QUOTED = 200;

  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "object",
          "created",
          "model",
          "choices",
          "usage",
          "service_tier",
          "error",
          "citations",
          "search_results");

  private static final Set<String> KNOWN_OF_CHOICE =
      Set.of(
          "index", "message", "delta", "text", "logprobs", "finish_reason", "native_finish_reason");

  private ChatAnswerReader() {}

  static ChatAnswer read(Body body, TargetModel target, CallIds ids) {
    var root = document(body, target.provider());
    if (OpenAiErrorReader.isError(root)) {
      throw new GatewayException(OpenAiErrorReader.inStream(body, target.provider()));
    }
    if (!root.path("choices").isArray()) {
      throw noAnswer(target.provider(), "The provider's answer has no choices.", null);
    }
    var choices = new ArrayList<ChatAnswer.Choice>();
    for (var choice : root.path("choices")) {
      if (choice.isObject()) choices.add(choice(root, choice, choices.size(), target, ids));
    }
    return new ChatAnswer(
        JsonNodes.text(root, "id", ""),
        JsonNodes.text(root, "model", ""),
        JsonNodes.count(root, "created"),
        choices,
        usage(root, target),
        JsonNodes.text(root, "service_tier"),
        RequestReader.rest(root, KNOWN));
  }

  private static @Nullable Usage usage(JsonNode root, TargetModel target) {
    boolean beside = target.rules().has(Quirk.REASONING_BESIDE);
    var usage = UsageReader.read(root.path("usage"), beside);
    return usage == null ? null : usage.served(JsonNodes.text(root, "service_tier"));
  }

  private static ChatAnswer.Choice choice(
      JsonNode root, JsonNode node, int place, TargetModel target, CallIds ids) {
    int index = node.path("index").asInt(place);
    var reader = new ChoiceReader(index, target.rules(), ids);
    var gathered = new PartsGatherer();
    reader.read(node, node.path("message"), gathered);
    if (JsonNodes.has(node, "error")) {
      var error = Body.of(Json.MAPPER.writeValueAsBytes(node));
      throw new GatewayException(OpenAiErrorReader.inStream(error, target.provider()));
    }
    if (reader.failed()) {
      throw new GatewayException(
          OpenAiErrorReader.failedFinish(reader.overloaded(), target.provider()));
    }
    if (place == 0) {
      var listed = Annotations.readLists(root.path("search_results"), root.path("citations"));
      for (var citation : listed) gathered.accept(new ChatEvent.Cited(index, citation));
    }
    reader.finish(gathered);
    return gathered.choice(index, RequestReader.rest(node, KNOWN_OF_CHOICE));
  }

  private static ObjectNode document(Body body, String provider) {
    try {
      if (Json.MAPPER.readTree(body.toByteArray()) instanceof ObjectNode root) return root;
    } catch (JacksonException e) {
      throw noAnswer(provider, "The provider's answer is not valid JSON: " + start(body), e);
    }
    throw noAnswer(provider, "The provider's answer is not a JSON object: " + start(body), null);
  }

  private static String start(Body body) {
    var text = body.utf8().strip();
    if (text.isEmpty()) return "(empty)";
    return text.length() > MOST_QUOTED ? text.substring(0, MOST_QUOTED) + "…" : text;
  }

  private static GatewayException noAnswer(
      String provider, String message, @Nullable Throwable cause) {
    return new GatewayException(
        Failure.ofProvider(Failure.Kind.UPSTREAM_ERROR, provider, message), cause);
  }
}
