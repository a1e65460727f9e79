package io.llmcallgateway.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A provider of the Responses API that answers each request under a new id with the given items,
/// plain or streamed. It stores nothing.
public final class ResponsesLike implements Function<Received, Script> {
  private final AtomicInteger answered = new AtomicInteger();
  private volatile String output = message("你好！I am an echo.");

  /// What it answers from now on.
  public void answers(String... items) {
    output = String.join(",", items);
  }

  public static String message(String text) {
    return """
    {"id":"msg_v1","type":"message","status":"completed","role":"assistant","content":[\
    {"type":"output_text","annotations":[],"logprobs":[],"text":%s}]}\
    """
        .formatted(OpenAiLike.quote(text));
  }

  public static String call(String name, String arguments) {
    return """
    {"id":"fc_v1","type":"function_call","status":"completed","call_id":"call_v1","name":%s,"arguments":%s}\
    """
        .formatted(OpenAiLike.quote(name), OpenAiLike.quote(arguments));
  }

  /// An item of reasoning.
  ///
  /// @param sealed the encrypted content as a member, comma first; empty where there is none
  public static String reasoning(String sealed) {
    return "{\"id\":\"rs_v1\",\"type\":\"reasoning\",\"summary\":[]" + sealed + "}";
  }

  @Override
  public Script apply(Received request) {
    var asked = request.json();
    if (!request.target().endsWith("/responses")) return OpenAiLike.answer(request);
    var id = "resp_vendor" + answered.incrementAndGet() + "c0ffee";
    var model = asked.path("model").asString();
    boolean store = asked.path("store").asBoolean(true);
    var whole = response(id, model, "completed", output, store);
    if (!asked.path("stream").asBoolean(false)) return Scripts.json(whole);
    var begun = response(id, model, "in_progress", "", store);
    return Scripts.stream(
        event("response.created", begun),
        event("response.in_progress", begun),
        event("response.completed", whole));
  }

  private static String response(
      String id, String model, String status, String output, boolean store) {
    return """
    {"id":"%s","object":"response","created_at":1700000000,"status":"%s","error":null,\
    "model":"%s","output":[%s],"previous_response_id":null,"store":%s,\
    "usage":{"input_tokens":9,"output_tokens":4,"total_tokens":13}}\
    """
        .formatted(id, status, model, output, store);
  }

  private static String event(String type, String response) {
    ObjectNode event = JsonMapper.shared().createObjectNode().put("type", type);
    event.set("response", JsonMapper.shared().readTree(response));
    return "event: " + type + "\ndata: " + event + "\n\n";
  }
}
