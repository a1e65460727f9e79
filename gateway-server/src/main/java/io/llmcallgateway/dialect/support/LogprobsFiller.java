package io.llmcallgateway.dialect.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Log probabilities with all members that OpenAI's formats have: some vendors leave out a token's
/// bytes or its alternatives, without which official SDKs do not read them.
public final class LogprobsFiller {
  private LogprobsFiller() {}

  /// The log probabilities with the members that are missing.
  ///
  /// @param logprobs a choice's, in OpenAI's shape; another shape stays as it is
  public static JsonNode whole(JsonNode logprobs) {
    if (!(logprobs instanceof ObjectNode object) || !object.path("content").isArray()) {
      return logprobs;
    }
    var whole = object.deepCopy();
    for (var token : whole.path("content")) complete(token);
    for (var token : whole.path("refusal")) complete(token);
    if (!whole.has("refusal")) whole.putNull("refusal");
    return whole;
  }

  private static void complete(JsonNode token) {
    if (!(token instanceof ObjectNode object)) return;
    addBytes(object);
    if (!object.path("top_logprobs").isArray()) object.putArray("top_logprobs");
    for (var other : object.path("top_logprobs")) {
      if (other instanceof ObjectNode each) addBytes(each);
    }
  }

  private static void addBytes(ObjectNode token) {
    if (token.path("bytes").isArray()) return;
    var bytes = Json.MAPPER.createArrayNode();
    for (var each : JsonNodes.text(token, "token", "").getBytes(UTF_8)) bytes.add(each & 0xff);
    token.set("bytes", bytes);
  }
}
