package io.llmcallgateway.dialect.gemini;

import io.llmcallgateway.dialect.gemini.answer.ErrorReader;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.wire.Json;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes and reads requests and answers of `countTokens`.
final class TokenCounts {
  /// The members that Vertex AI accepts:
  /// cloud.google.com/vertex-ai/…/projects.locations.endpoints/countTokens.
  private static final Set<String> OF_VERTEX =
      Set.of("contents", "systemInstruction", "tools", "generationConfig");

  private TokenCounts() {}

  /// Returns the request to a target. The Gemini API wants the whole request one level down and
  /// with its model, Vertex AI some of its members.
  static ObjectNode question(ObjectNode request, String model, boolean vertex) {
    if (vertex) return request.retain(OF_VERTEX);
    var question = Json.MAPPER.createObjectNode();
    var whole = question.putObject("generateContentRequest");
    whole.put("model", model.startsWith("models/") ? model : "models/" + model);
    whole.setAll(request);
    return question;
  }

  /// Reads the count in a target's answer.
  static long read(Body body) {
    JsonNode answer;
    try {
      answer = Json.MAPPER.readTree(body.toByteArray());
    } catch (JacksonException e) {
      throw new GatewayException(unreadable(body), e);
    }
    var total = answer.path("totalTokens");
    if (total.isNumber()) return total.asLong();
    // A count of 0 has no members.
    if (answer.isObject() && !answer.has("error")) return 0;
    throw new GatewayException(unreadable(body));
  }

  private static Failure unreadable(Body body) {
    return Failure.of(
        Failure.Kind.UPSTREAM_ERROR,
        "The provider's count of tokens cannot be read: " + ErrorReader.plain(body));
  }

  /// Returns the answer to a client.
  static ObjectNode answer(long tokens) {
    var answer = Json.MAPPER.createObjectNode().put("totalTokens", tokens);
    var details = answer.putArray("promptTokensDetails");
    details.addObject().put("modality", "TEXT").put("tokenCount", tokens);
    return answer;
  }
}
