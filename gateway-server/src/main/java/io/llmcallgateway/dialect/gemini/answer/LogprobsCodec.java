package io.llmcallgateway.dialect.gemini.answer;

import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Converts log probabilities between `logprobsResult` and OpenAI's format, which the canonical
/// form has.
public final class LogprobsCodec {
  private LogprobsCodec() {}

  /// Returns a candidate's log probabilities in OpenAI's format, or null if it has none.
  public static @Nullable ObjectNode read(JsonNode candidate) {
    if (!(candidate.path("logprobsResult").path("chosenCandidates") instanceof ArrayNode chosen)) {
      return null;
    }
    var tops = candidate.path("logprobsResult").path("topCandidates");
    var logprobs = Json.MAPPER.createObjectNode();
    var content = logprobs.putArray("content");
    for (int i = 0; i < chosen.size(); i++) {
      var token = content.addObject();
      put(token, chosen.get(i));
      var top = token.putArray("top_logprobs");
      for (var other : tops.path(i).path("candidates")) put(top.addObject(), other);
    }
    logprobs.putNull("refusal");
    return logprobs;
  }

  private static void put(ObjectNode token, JsonNode from) {
    token.put("token", JsonNodes.text(from, "token", ""));
    token.set("logprob", from.path("logProbability"));
    if (from.path("logProbability").isMissingNode()) token.put("logprob", 0);
    token.putNull("bytes");
  }

  /// Returns `logprobsResult` for log probabilities in OpenAI's format.
  public static ObjectNode write(JsonNode logprobs) {
    var result = Json.MAPPER.createObjectNode();
    var tops = result.putArray("topCandidates");
    var chosen = result.putArray("chosenCandidates");
    for (var token : logprobs.path("content")) {
      copy(chosen.addObject(), token);
      var candidates = tops.addObject().putArray("candidates");
      for (var other : token.path("top_logprobs")) copy(candidates.addObject(), other);
    }
    return result;
  }

  private static void copy(ObjectNode token, JsonNode from) {
    token.put("token", JsonNodes.text(from, "token", ""));
    token.set("logProbability", from.path("logprob"));
    if (from.path("logprob").isMissingNode()) token.put("logProbability", 0);
  }
}
