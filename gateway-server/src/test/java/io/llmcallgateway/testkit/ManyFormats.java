package io.llmcallgateway.testkit;

import java.util.function.Function;

/// A provider that answers in the format of the path: chat completions, the Responses API,
/// Anthropic's Messages or Gemini's; and plainly in Bedrock's, Cohere's and Ollama's.
public final class ManyFormats implements Function<Received, Script> {
  private static final String USAGE = "\"usage\":{\"input_tokens\":3,\"output_tokens\":2}";

  private static final String MESSAGE =
      """
      {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"你好"}],\
      "stop_reason":"end_turn","stop_sequence":null,%s}\
      """
          .formatted(USAGE);

  private static final String CANDIDATE =
      """
      {"candidates":[{"content":{"role":"model","parts":[{"text":"你好"}]},"finishReason":"STOP","index":0}],\
      "usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5}}\
      """;

  private static final String CONVERSED =
      """
      {"output":{"message":{"role":"assistant","content":[{"text":"你好"}]}},"stopReason":"end_turn",\
      "usage":{"inputTokens":3,"outputTokens":2,"totalTokens":5}}\
      """;

  private static final String COHERE =
      """
      {"id":"c","finish_reason":"COMPLETE","message":{"role":"assistant","content":[{"type":"text","text":"你好"}]},\
      "usage":{"tokens":{"input_tokens":3,"output_tokens":2}}}\
      """;

  private static final String OLLAMA =
      """
      {"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"你好"},"done":true,\
      "done_reason":"stop","prompt_eval_count":3,"eval_count":2}\
      """;

  private final ResponsesLike responses = new ResponsesLike();

  @Override
  public Script apply(Received request) {
    var path = request.target();
    if (path.endsWith("/messages") || path.contains("awPredict")) {
      boolean stream =
          path.contains("streamRawPredict") || request.json().path("stream").asBoolean(false);
      return stream ? Scripts.stream(events()) : Scripts.json(MESSAGE);
    }
    if (path.endsWith("/converse")) return Scripts.json(CONVERSED);
    if (path.endsWith("/v2/chat")) return Scripts.json(COHERE);
    if (path.endsWith("/api/chat")) return Scripts.json(OLLAMA);
    if (path.contains(":generateContent")) return Scripts.json(CANDIDATE);
    if (path.contains(":streamGenerateContent")) {
      return Scripts.stream("data: " + CANDIDATE + "\n\n");
    }
    return responses.apply(request);
  }

  private static String[] events() {
    return new String[] {
      Scripts.event(
          "message_start",
          "\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],"
              + USAGE
              + "}"),
      Scripts.event(
          "content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"),
      Scripts.event(
          "content_block_delta", "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"你好\"}"),
      Scripts.event("content_block_stop", "\"index\":0"),
      Scripts.event("message_delta", "\"delta\":{\"stop_reason\":\"end_turn\"}," + USAGE),
      Scripts.event("message_stop", "\"x\":0")
    };
  }
}
