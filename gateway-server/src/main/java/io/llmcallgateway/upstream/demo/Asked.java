package io.llmcallgateway.upstream.demo;

import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A request's body with the checks that OpenAI makes.
record Asked(JsonNode body, String model) {
  private static final List<String> ROLES =
      List.of("system", "developer", "user", "assistant", "tool", "function");
  private static final int MOST_CHOICES = 128;

  static Asked read(byte[] bytes) throws Refusal {
    JsonNode body;
    try {
      body = Json.MAPPER.readTree(bytes);
    } catch (JacksonException _) {
      throw Refusal.badRequest(null, null, "We could not parse the JSON body of your request.");
    }
    if (!body.isObject()) throw Refusal.badRequest(null, null, "The body must be a JSON object.");
    var model = body.path("model");
    if (model.isMissingNode()) throw missing("model");
    if (!model.isString()) throw Refusal.wrongType("model", "a string");
    return new Asked(body, model.stringValue());
  }

  static Refusal missing(String name) {
    return Refusal.badRequest(
        name, "missing_required_parameter", "Missing required parameter: '" + name + "'.");
  }

  List<JsonNode> messages() throws Refusal {
    var messages = body.path("messages");
    if (messages.isMissingNode()) throw missing("messages");
    if (!messages.isArray()) throw Refusal.wrongType("messages", "an array of objects");
    if (messages.isEmpty()) {
      throw Refusal.badRequest(
          "messages",
          "empty_array",
          "Invalid 'messages': empty array. Expected an array with minimum length 1.");
    }
    for (int i = 0; i < messages.size(); i++) {
      var here = "messages[" + i + "]";
      var message = messages.path(i);
      if (!message.isObject()) throw Refusal.wrongType(here, "an object");
      var role = message.path("role").asString("");
      if (!ROLES.contains(role)) {
        throw Refusal.badRequest(
            here + ".role",
            "invalid_value",
            "Invalid value: '" + role + "'. Supported values are: " + ROLES + ".");
      }
      var content = message.path("content");
      if (!content.isString() && !content.isArray() && !isAbsent(content)) {
        throw Refusal.wrongType(here + ".content", "a string or an array of parts");
      }
    }
    return List.copyOf(messages.values());
  }

  boolean includesUsage() {
    return body.path("stream_options").path("include_usage").asBoolean(false);
  }

  /// How many answers are wanted.
  int choices() throws Refusal {
    var n = body.path("n");
    if (isAbsent(n)) return 1;
    if (!n.isInt() || n.intValue() < 1 || n.intValue() > MOST_CHOICES) {
      throw Refusal.badRequest(
          "n", "invalid_value", "Invalid 'n': expected an integer from 1 to 128.");
    }
    return n.intValue();
  }

  /// The most tokens an answer may have.
  int mostTokens() throws Refusal {
    for (var name : new String[] {"max_completion_tokens", "max_tokens"}) {
      var value = body.path(name);
      if (isAbsent(value)) continue;
      if (!value.isIntegralNumber()) throw Refusal.wrongType(name, "an integer");
      if (value.asLong(0) < 1) {
        throw Refusal.badRequest(
            name,
            "integer_below_min_value",
            "Invalid '" + name + "': integer below minimum value. Expected a value >= 1.");
      }
      return (int) Math.min(value.asLong(Integer.MAX_VALUE), Integer.MAX_VALUE);
    }
    return Integer.MAX_VALUE;
  }

  void checkSampling() throws Refusal {
    checkRange("temperature", 0, 2);
    checkRange("top_p", 0, 1);
    checkRange("presence_penalty", -2, 2);
    checkRange("frequency_penalty", -2, 2);
  }

  private void checkRange(String name, double least, double most) throws Refusal {
    var value = body.path(name);
    if (isAbsent(value)) return;
    if (!value.isNumber()) throw Refusal.wrongType(name, "a decimal number");
    if (value.doubleValue() < least) {
      throw Refusal.badRequest(
          name,
          "decimal_below_min_value",
          "Invalid '"
              + name
              + "': decimal below minimum value. Expected a value >= "
              + least
              + ".");
    }
    if (value.doubleValue() > most) {
      throw Refusal.badRequest(
          name,
          "decimal_above_max_value",
          "Invalid '" + name + "': decimal above maximum value. Expected a value <= " + most + ".");
    }
  }

  static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  /// A message's text: its content, or the text parts of it, one a line.
  static String text(JsonNode message) {
    var content = message.path("content");
    if (content.isString()) return content.stringValue();
    var texts = new ArrayList<String>();
    for (var part : content.values()) {
      if (part.path("text").isString()) texts.add(part.path("text").stringValue());
    }
    return String.join("\n", texts);
  }

  /// The last user message's text, else that of the last message.
  static String lastUserText(List<JsonNode> messages) {
    for (var message : messages.reversed()) {
      if (message.path("role").asString("").equals("user")) return text(message);
    }
    return text(messages.getLast());
  }

  static @Nullable String string(JsonNode node) {
    return node.isString() ? node.stringValue() : null;
  }
}
