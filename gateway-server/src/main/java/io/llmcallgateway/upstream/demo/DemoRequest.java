package io.llmcallgateway.upstream.demo;

import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The body of a client's request, checked as OpenAI checks it.
record DemoRequest(JsonNode body, String model) {
  private static final List<String> ROLES =
      List.of("system", "developer", "user", "assistant", "tool", "function");
  private static final int MOST_CHOICES = 128;

  static DemoRequest read(byte[] bytes) throws ErrorReplyException {
    JsonNode body;
    try {
      body = Json.MAPPER.readTree(bytes);
    } catch (JacksonException _) {
      throw ErrorReplyException.badRequest(
          null, null, "We could not parse the JSON body of your request.");
    }
    if (!body.isObject())
      throw ErrorReplyException.badRequest(null, null, "The body must be a JSON object.");
    var model = body.path("model");
    if (model.isMissingNode()) throw missing("model");
    if (!model.isString()) throw ErrorReplyException.wrongType("model", "a string");
    return new DemoRequest(body, model.stringValue());
  }

  static ErrorReplyException missing(String name) {
    return ErrorReplyException.badRequest(
        name, "missing_required_parameter", "Missing required parameter: '" + name + "'.");
  }

  List<JsonNode> messages() throws ErrorReplyException {
    var messages = body.path("messages");
    if (messages.isMissingNode()) throw missing("messages");
    if (!messages.isArray()) throw ErrorReplyException.wrongType("messages", "an array of objects");
    if (messages.isEmpty()) {
      throw ErrorReplyException.badRequest(
          "messages",
          "empty_array",
          "Invalid 'messages': empty array. Expected an array with minimum length 1.");
    }
    for (int i = 0; i < messages.size(); i++) {
      var here = "messages[" + i + "]";
      var message = messages.path(i);
      if (!message.isObject()) throw ErrorReplyException.wrongType(here, "an object");
      var role = message.path("role").asString("");
      if (!ROLES.contains(role)) {
        throw ErrorReplyException.badRequest(
            here + ".role",
            "invalid_value",
            "Invalid value: '" + role + "'. Supported values are: " + ROLES + ".");
      }
      var content = message.path("content");
      if (!content.isString() && !content.isArray() && !isAbsent(content)) {
        throw ErrorReplyException.wrongType(here + ".content", "a string or an array of parts");
      }
    }
    return List.copyOf(messages.values());
  }

  boolean includesUsage() {
    return body.path("stream_options").path("include_usage").asBoolean(false);
  }

  /// Returns how many choices the client wants.
  int choices() throws ErrorReplyException {
    var n = body.path("n");
    if (isAbsent(n)) return 1;
    if (!n.isInt() || n.intValue() < 1 || n.intValue() > MOST_CHOICES) {
      throw ErrorReplyException.badRequest(
          "n", "invalid_value", "Invalid 'n': expected an integer from 1 to 128.");
    }
    return n.intValue();
  }

  /// Returns the most tokens that a choice may have.
  int mostTokens() throws ErrorReplyException {
    for (var name : new String[] {"max_completion_tokens", "max_tokens"}) {
      var value = body.path(name);
      if (isAbsent(value)) continue;
      if (!value.isIntegralNumber()) throw ErrorReplyException.wrongType(name, "an integer");
      if (value.asLong(0) < 1) {
        throw ErrorReplyException.badRequest(
            name,
            "integer_below_min_value",
            "Invalid '" + name + "': integer below minimum value. Expected a value >= 1.");
      }
      return (int) Math.min(value.asLong(Integer.MAX_VALUE), Integer.MAX_VALUE);
    }
    return Integer.MAX_VALUE;
  }

  void checkSampling() throws ErrorReplyException {
    checkRange("temperature", 0, 2);
    checkRange("top_p", 0, 1);
    checkRange("presence_penalty", -2, 2);
    checkRange("frequency_penalty", -2, 2);
  }

  private void checkRange(String name, double least, double most) throws ErrorReplyException {
    var value = body.path(name);
    if (isAbsent(value)) return;
    if (!value.isNumber()) throw ErrorReplyException.wrongType(name, "a decimal number");
    if (value.doubleValue() < least) {
      throw ErrorReplyException.badRequest(
          name,
          "decimal_below_min_value",
          "Invalid '"
              + name
              + "': decimal below minimum value. Expected a value >= "
              + least
              + ".");
    }
    if (value.doubleValue() > most) {
      throw ErrorReplyException.badRequest(
          name,
          "decimal_above_max_value",
          "Invalid '" + name + "': decimal above maximum value. Expected a value <= " + most + ".");
    }
  }

  /// True if a member is missing or null.
  static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  /// Returns the text of a message: its content, or its text parts on a line each.
  static String text(JsonNode message) {
    var content = message.path("content");
    if (content.isString()) return content.stringValue();
    var texts = new ArrayList<String>();
    for (var part : content.values()) {
      if (part.path("text").isString()) texts.add(part.path("text").stringValue());
    }
    return String.join("\n", texts);
  }

  /// Returns the text of the last user message, or else of the last message.
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
