package io.llmcallgateway.api.admin.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.record.CallRecord;
import java.net.URLEncoder;
import java.util.Map;

/// The path by which a call came in, told from its dialect and its operation.
final class ClientPath {
  private static final Map<String, Map<Operation, String>> PATHS =
      Map.of(
          "openai",
          Map.of(
              Operation.CHAT, "/v1/chat/completions",
              Operation.COMPLETION, "/v1/completions",
              Operation.EMBEDDING, "/v1/embeddings"),
          "responses",
          Map.of(
              Operation.CHAT, "/v1/responses",
              Operation.COUNT_TOKENS, "/v1/responses/input_tokens"),
          "anthropic",
          Map.of(
              Operation.CHAT, "/v1/messages",
              Operation.COUNT_TOKENS, "/v1/messages/count_tokens"),
          "gemini",
          Map.of(
              Operation.CHAT, "/v1beta/models/{model}:generateContent",
              Operation.COUNT_TOKENS, "/v1beta/models/{model}:countTokens",
              Operation.EMBEDDING, "/v1beta/models/{model}:embedContent"),
          "bedrock",
          Map.of(
              Operation.CHAT, "/model/{model}/converse",
              Operation.COUNT_TOKENS, "/model/{model}/count-tokens"),
          "cohere",
          Map.of(Operation.CHAT, "/v2/chat"));

  /// Dialects that say in the path that they want a stream.
  private static final Map<String, String> STREAMING =
      Map.of(
          "gemini", "/v1beta/models/{model}:streamGenerateContent?alt=sse",
          "bedrock", "/model/{model}/converse-stream");

  private ClientPath() {}

  static String of(CallRecord call) {
    var path = PATHS.getOrDefault(call.dialect(), Map.of()).getOrDefault(call.operation(), "/");
    if (call.stream()) path = STREAMING.getOrDefault(call.dialect(), path);
    return path.replace("{model}", URLEncoder.encode(call.models().asked(), UTF_8));
  }
}
