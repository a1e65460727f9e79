package io.llmcallgateway.dialect.support;

import io.llmcallgateway.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The input of a custom tool, which is free text, as the arguments of a function with one string.
public final class CustomToolInput {
  /// The function's one argument.
  private static final String NAME = "input";

  /// The text before the input's pieces in the arguments.
  public static final String OPEN = "{\"" + NAME + "\":\"";

  public static final String CLOSE = "\"}";

  private CustomToolInput() {}

  /// The arguments that hold the input.
  public static String wrap(String input) {
    return OPEN + piece(input) + CLOSE;
  }

  /// A piece of the input between `OPEN` and `CLOSE`.
  public static String piece(String input) {
    var literal = Json.MAPPER.writeValueAsString(input);
    return literal.substring(1, literal.length() - 1);
  }

  /// The input that the arguments hold; the arguments themselves where a model wrote something else
  /// than it was asked for.
  public static String unwrap(String arguments) {
    JsonNode node;
    try {
      node = Json.MAPPER.readTree(arguments);
    } catch (JacksonException _) {
      return arguments;
    }
    if (node.isString()) return node.asString();
    if (!(node instanceof ObjectNode object)) return arguments;
    if (object.isEmpty()) return "";
    if (object.path(NAME).isString()) return object.path(NAME).asString();
    var only = object.size() == 1 ? object.iterator().next() : object;
    return only.isString() ? only.asString() : arguments;
  }

  /// The schema of the function.
  public static ObjectNode schema() {
    var schema = Json.MAPPER.createObjectNode().put("type", "object");
    schema
        .putObject("properties")
        .putObject(NAME)
        .put("type", "string")
        .put("description", "The whole input of the tool.");
    schema.putArray("required").add(NAME);
    return schema;
  }

  /// The function's description: the tool's, the grammar that its input follows, and where that
  /// goes.
  ///
  /// @param format in the shape of the Responses API
  public static String description(@Nullable String own, @Nullable JsonNode format) {
    var text = new StringBuilder(own == null ? "" : own);
    if (!text.isEmpty()) text.append("\n\n");
    text.append("Give the whole input, unchanged, as the string `" + NAME + "`.");
    if (format == null || !format.path("definition").isString()) return text.toString();
    var syntax = format.path("syntax").asString("");
    text.append(" It follows this ").append(syntax.isEmpty() ? "" : syntax + " ");
    text.append("grammar:\n").append(format.path("definition").asString());
    return text.toString();
  }
}
