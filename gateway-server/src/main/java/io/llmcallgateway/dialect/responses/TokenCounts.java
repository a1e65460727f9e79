package io.llmcallgateway.dialect.responses;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.Tree;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// `/v1/responses/input_tokens`: platform.openai.com/docs/api-reference/responses/input-tokens.
final class TokenCounts {
  /// What the question has in common with a request for a response.
  private static final Set<String> ASKED =
      Set.of(
          "model",
          "input",
          "instructions",
          "tools",
          "tool_choice",
          "text",
          "reasoning",
          "parallel_tool_calls",
          "truncation");

  private TokenCounts() {}

  static ObjectNode question(ObjectNode request) {
    return request.retain(ASKED);
  }

  static long read(Body body) {
    try {
      var tokens = Tree.whole(Json.MAPPER.readTree(body.toByteArray()), "input_tokens");
      if (tokens != null) return tokens;
    } catch (JacksonException _) {
      // told below
    }
    throw new GatewayException(
        Failure.of(Failure.Kind.UPSTREAM_ERROR, "The provider's answer holds no count of tokens."));
  }

  static ObjectNode answer(long tokens) {
    return Json.MAPPER
        .createObjectNode()
        .put("object", "response.input_tokens")
        .put("input_tokens", tokens);
  }
}
