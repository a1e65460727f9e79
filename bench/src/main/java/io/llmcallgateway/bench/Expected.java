package io.llmcallgateway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tells whether an answer is the script's, whole and in order. One that equals the last good one
/// byte by byte is good without another look.
final class Expected {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final boolean stream;
  private final int chunks;
  private byte[] good = {};

  Expected(boolean stream, int chunks) {
    this.stream = stream;
    this.chunks = chunks;
  }

  /// What is wrong with the answer, null if nothing.
  @Nullable String fault(HttpAnswer answer) {
    if (answer.status() == 200 && good.length > 0 && answer.bodyIs(good)) return null;
    byte[] body = answer.body();
    var text = new String(body, UTF_8);
    if (answer.status() != 200) return "status " + answer.status() + ": " + text;
    String fault;
    try {
      fault = stream ? streamFault(text) : plainFault(JSON.readTree(text));
    } catch (JacksonException e) {
      fault = "not JSON: " + e.getOriginalMessage();
    }
    if (fault == null) good = body;
    return fault;
  }

  private static @Nullable String plainFault(JsonNode answer) {
    var text = answer.at("/choices/0/message/content").asString("");
    if (!text.equals(Script.TEXT)) return "the answer's text is not the script's: " + text;
    int tokens = answer.at("/usage/total_tokens").asInt(0);
    return tokens == Script.TOTAL_TOKENS ? null : "the answer's usage is " + tokens + " tokens";
  }

  private @Nullable String streamFault(String body) {
    if (!body.endsWith("data: [DONE]\n\n")) return "the stream does not end with [DONE]";
    var text = new StringBuilder();
    for (var event : body.split("\n\n", -1)) {
      if (!event.startsWith("data: {")) continue;
      var delta = JSON.readTree(event.substring("data: ".length())).at("/choices/0/delta/content");
      text.append(delta.asString(""));
    }
    if (text.toString().equals(Script.TOKEN.repeat(chunks))) return null;
    return "the stream has "
        + (text.length() / Script.TOKEN.length())
        + " chunks in place of "
        + chunks;
  }
}
