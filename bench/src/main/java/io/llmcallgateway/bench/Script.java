package io.llmcallgateway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

/// What the clients ask and the scripted upstream answers, always the same.
final class Script {
  static final String KEY = "sk-test";
  static final String PATH = "/v1/chat/completions";
  static final int TOTAL_TOKENS = 380;

  /// The text of a plain answer.
  static final String TEXT = "Rain falls on calm gardens. ".repeat(30);

  /// The text of each chunk of a stream.
  static final String TOKEN = " token";

  /// What a request says that is to be refused.
  static final String REFUSE = "refuse-this-call";

  private static final String USAGE =
      "{\"prompt_tokens\":200,\"completion_tokens\":180,\"total_tokens\":" + TOTAL_TOKENS + "}";

  private Script() {}

  /// A chat request of about 1 KB.
  static byte[] request(boolean stream) {
    var question = "What grows in autumn? ".repeat(40);
    var json =
        """
        {"model":"gpt-4o-mini","messages":[\
        {"role":"system","content":"You know every garden plant."},\
        {"role":"user","content":"%s"}],"temperature":0.7,"max_tokens":256%s}\
        """
            .formatted(question, stream ? ",\"stream\":true" : "");
    return json.getBytes(UTF_8);
  }

  /// A request that the scripted upstream refuses.
  static byte[] refused() {
    return """
    {"model":"gpt-4o-mini","messages":[{"role":"user","content":"%s, 请拒绝"}]}\
    """
        .formatted(REFUSE)
        .getBytes(UTF_8);
  }

  /// The upstream's refusal.
  static String refusal() {
    return """
    {"error":{"message":"This is too long.","type":"invalid_request_error",\
    "param":"messages","code":"context_length_exceeded"}}\
    """;
  }

  /// A plain answer of about 1 KB.
  static String answer() {
    var choice =
        "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},\"finish_reason\":\"stop\"}"
            .formatted(TEXT);
    return completion("chat.completion", choice, ",\"usage\":" + USAGE);
  }

  /// One event of a stream.
  static String chunk() {
    return delta("{\"content\":\"%s\"}".formatted(TOKEN));
  }

  /// One event of a stream that carries this delta.
  static String delta(String delta) {
    var choice = "{\"index\":0,\"delta\":%s,\"finish_reason\":null}".formatted(delta);
    return event(completion("chat.completion.chunk", choice, ""));
  }

  /// The last events of a stream: its usage and the end mark.
  static String ending() {
    return event(completion("chat.completion.chunk", "", ",\"usage\":" + USAGE)) + event("[DONE]");
  }

  private static String completion(String object, String choice, String rest) {
    return """
    {"id":"chatcmpl-one","object":"%s","created":1700000000,"model":"gpt-4o-mini","choices":[%s]%s}\
    """
        .formatted(object, choice, rest);
  }

  private static String event(String data) {
    return "data: " + data + "\n\n";
  }
}
