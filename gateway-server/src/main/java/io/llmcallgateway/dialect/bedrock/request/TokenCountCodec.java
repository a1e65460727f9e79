package io.llmcallgateway.dialect.bedrock.request;

import io.llmcallgateway.dialect.bedrock.answer.AnswerReader;
import io.llmcallgateway.dialect.bedrock.content.RequestErrors;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `count-tokens`: what of a Converse request counts, two levels down.
public final class TokenCountCodec {
  /// All that ConverseTokensRequest has.
  private static final Set<String> COUNTED =
      Set.of("messages", "system", "toolConfig", ModelFieldsReader.MEMBER);

  private TokenCountCodec() {}

  public static Body question(ObjectNode request) {
    var question = Json.MAPPER.createObjectNode();
    question.putObject("input").set("converse", request.retain(COUNTED));
    return Body.of(Json.MAPPER.writeValueAsBytes(question));
  }

  /// The Converse request in a client's question.
  static ObjectNode asked(ObjectNode question) {
    var request = JsonNodes.object(question.path("input"), "converse");
    if (request == null) throw RequestErrors.member("input.converse", "is missing");
    return request;
  }

  public static long read(Body body) {
    JsonNode answer;
    try {
      answer = Json.MAPPER.readTree(body.toByteArray());
    } catch (JacksonException e) {
      throw new GatewayException(unreadable(body), e);
    }
    var tokens = JsonNodes.whole(answer, "inputTokens");
    if (tokens == null) throw new GatewayException(unreadable(body));
    return tokens;
  }

  private static Failure unreadable(Body body) {
    return Failure.of(
        Failure.Kind.UPSTREAM_ERROR,
        "The provider's count of tokens cannot be read: " + AnswerReader.start(body));
  }

  public static Body answer(long tokens) {
    var answer = Json.MAPPER.createObjectNode().put("inputTokens", tokens);
    return Body.of(Json.MAPPER.writeValueAsBytes(answer));
  }
}
