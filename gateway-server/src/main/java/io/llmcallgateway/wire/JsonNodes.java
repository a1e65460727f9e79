package io.llmcallgateway.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reading members of a JSON tree that may hold anything: what is missing, null or of another type
/// is null.
public final class JsonNodes {
  private JsonNodes() {}

  public static @Nullable String text(JsonNode node, String name) {
    var value = node.path(name);
    return value.isString() ? value.asString() : null;
  }

  public static String text(JsonNode node, String name, String otherwise) {
    var value = node.path(name);
    return value.isString() ? value.asString() : otherwise;
  }

  public static @Nullable Long whole(JsonNode node, String name) {
    var value = node.path(name);
    return value.isNumber() && value.canConvertToLong() ? (Long) value.asLong() : null;
  }

  /// A count, 0 where there is none.
  public static long count(JsonNode node, String name) {
    var value = node.path(name);
    return value.isNumber() ? Math.max(value.asLong(0), 0) : 0;
  }

  public static @Nullable Double decimal(JsonNode node, String name) {
    var value = node.path(name);
    return value.isNumber() ? (Double) value.asDouble() : null;
  }

  public static @Nullable Boolean flag(JsonNode node, String name) {
    var value = node.path(name);
    return value.isBoolean() ? (Boolean) value.asBoolean() : null;
  }

  /// The member where it is an object.
  public static @Nullable ObjectNode object(JsonNode node, String name) {
    return node.path(name) instanceof ObjectNode object ? object : null;
  }

  /// Whether the member is there and not null.
  public static boolean has(JsonNode node, String name) {
    var value = node.path(name);
    return !value.isMissingNode() && !value.isNull();
  }
}
