package io.llmcallgateway.testkit;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Answers in OpenAI's wording, chosen by the request.
public final class OpenAiLike {
  public static final String DONE = "data: [DONE]\n\n";

  private OpenAiLike() {}

  /// Answers a request as OpenAI would: plain or streamed, chat, completion, embedding or models.
  public static Script answer(Received request) {
    var path = request.target();
    if (path.endsWith("/models")) return Scripts.json(models("gpt-4o-mini", "gpt-4o"));
    JsonNode body;
    try {
      body = request.json();
    } catch (JacksonException _) {
      return Scripts.json(400, error("We could not parse the JSON body", "invalid_request_error"));
    }
    var model = body.path("model").asString("none");
    if (path.endsWith("/embeddings")) return Scripts.json(embedding(model));
    if (path.endsWith("/chat/completions")) {
      if (!body.path("stream").asBoolean(false)) {
        return Scripts.json(chat(model, "你好！I am an echo."));
      }
      boolean usage = body.path("stream_options").path("include_usage").asBoolean(false);
      return Scripts.stream(chatStream(model, usage, "你好", "！", " I am", " an echo."));
    }
    if (path.endsWith("/completions")) return Scripts.json(completion(model, "Once upon"));
    return Scripts.json(404, error("Unknown request URL", "invalid_request_error"));
  }

  public static String chat(String model, String content) {
    return """
    {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":%s,"choices":[{"index":0,\
    "message":{"role":"assistant","content":%s,"refusal":null},"logprobs":null,"finish_reason":"stop"}],\
    "usage":{"prompt_tokens":15,"completion_tokens":45,"total_tokens":60},"system_fingerprint":"fp_1"}\
    """
        .formatted(quote(model), quote(content));
  }

  public static String completion(String model, String text) {
    return """
    {"id":"cmpl-1","object":"text_completion","created":1700000000,"model":%s,"choices":[{"text":%s,"index":0,\
    "logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}\
    """
        .formatted(quote(model), quote(text));
  }

  public static String embedding(String model) {
    return """
    {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.25,-0.5,0.125]}],"model":%s,\
    "usage":{"prompt_tokens":4,"total_tokens":4}}\
    """
        .formatted(quote(model));
  }

  public static String models(String... ids) {
    var data = new ArrayList<String>();
    for (var id : ids) {
      data.add(
          "{\"id\":%s,\"object\":\"model\",\"created\":1700000000,\"owned_by\":\"openai\"}"
              .formatted(quote(id)));
    }
    return "{\"object\":\"list\",\"data\":[" + String.join(",", data) + "]}";
  }

  public static String error(String message, String type) {
    return "{\"error\":{\"message\":%s,\"type\":%s,\"param\":null,\"code\":null}}"
        .formatted(quote(message), quote(type));
  }

  /// A whole stream, one event per text: role, contents, finish, usage where asked for, `[DONE]`.
  public static String[] chatStream(String model, boolean usage, String... contents) {
    var events = new ArrayList<>(List.of(role(model)));
    for (var content : contents) events.add(content(model, content));
    events.add(finish(model, "stop"));
    if (usage) events.add(usage(model, 15, 45));
    events.add(DONE);
    return events.toArray(String[]::new);
  }

  public static String role(String model) {
    return chunk(model, "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null");
  }

  public static String content(String model, String content) {
    return chunk(model, "{\"content\":" + quote(content) + "}", "null");
  }

  public static String finish(String model, String reason) {
    return chunk(model, "{}", quote(reason));
  }

  public static String usage(String model, int input, int output) {
    return """
    data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":%s,"choices":[],\
    "usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d}}

    """
        .formatted(quote(model), input, output, input + output);
  }

  /// One chunk of one choice; `delta` is JSON, `finishReason` JSON too.
  public static String chunk(String model, String delta, String finishReason) {
    return """
    data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":%s,"choices":[{"index":0,\
    "delta":%s,"logprobs":null,"finish_reason":%s}]}

    """
        .formatted(quote(model), delta, finishReason);
  }

  public static String quote(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }
}
