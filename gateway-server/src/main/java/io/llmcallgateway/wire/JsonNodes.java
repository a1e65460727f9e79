package io.llmcallgateway.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads members of a JSON tree of unknown content. A member that is missing, null or of another
/// type is returned as null.
public final class JsonNodes {
  private JsonNodes() {}

  /// Returns the member if it is a string, otherwise null.
  public static @Nullable String text(JsonNode node, String name) {
    var value = node.path(name);
    return value.isString() ? value.asString() : null;
  }

  /// Returns the member if it is a string, otherwise `otherwise`.
  public static String text(JsonNode node, String name, String otherwise) {
    var value = node.path(name);
    return value.isString() ? value.asString() : otherwise;
  }

  /// Returns the member if it is a number that fits a long, otherwise null.
  public static @Nullable Long whole(JsonNode node, String name) {
    var value = node.path(name);
    return value.isNumber() && value.canConvertToLong() ? (Long) value.asLong() : null;
  }

  /// Returns a member that is a count; 0 if it is missing, negative or not a number.
  public static long count(JsonNode node, String name) {
    var value = node.path(name);
    return value.isNumber() ? Math.max(value.asLong(0), 0) : 0;
  }

  /// Returns the member if it is a number, otherwise null.
  public static @Nullable Double decimal(JsonNode node, String name) {
    var value = node.path(name);
    return value.isNumber() ? (Double) value.asDouble() : null;
  }

  /// Returns the member if it is a boolean, otherwise null.
  public static @Nullable Boolean flag(JsonNode node, String name) {
    var value = node.path(name);
    return value.isBoolean() ? (Boolean) value.asBoolean() : null;
  }

  /// Returns the member if it is an object, otherwise null.
  public static @Nullable ObjectNode object(JsonNode node, String name) {
    return node.path(name) instanceof ObjectNode object ? object : null;
  }

  /// True if the member exists and is not null.
  public static boolean has(JsonNode node, String name) {
    var value = node.path(name);
    return !value.isMissingNode() && !value.isNull();
  }
}
