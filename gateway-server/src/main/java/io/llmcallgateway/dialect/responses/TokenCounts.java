package io.llmcallgateway.dialect.responses;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes token counts of `responses/input_tokens`: developers.openai.com/api/reference,
/// "Get input token counts".
final class TokenCounts {
  /// The members of a request that are counted.
  private static final Set<String> COUNTED =
      Set.of(
          "model",
          "input",
          "instructions",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "reasoning",
          "text",
          "truncation",
          "conversation",
          "previous_response_id");

  private TokenCounts() {}

  static Body question(ObjectNode request) {
    return Body.of(Json.MAPPER.writeValueAsBytes(request.retain(COUNTED)));
  }

  static long read(Body body) {
    JsonNode answer;
    try {
      answer = Json.MAPPER.readTree(body.toByteArray());
    } catch (JacksonException e) {
      throw new GatewayException(unreadable(body), e);
    }
    var tokens = JsonNodes.whole(answer, "input_tokens");
    if (tokens == null) throw new GatewayException(unreadable(body));
    return tokens;
  }

  private static Failure unreadable(Body body) {
    var text = body.utf8().strip();
    var start = text.length() > 200 ? text.substring(0, 200) + "…" : text;
    return Failure.of(
        Failure.Kind.UPSTREAM_ERROR, "The provider's count of tokens cannot be read: " + start);
  }

  static Body answer(long tokens) {
    var answer = Json.MAPPER.createObjectNode().put("object", "response.input_tokens");
    return Body.of(Json.MAPPER.writeValueAsBytes(answer.put("input_tokens", tokens)));
  }
}
