package io.llmcallgateway.dialect.openai.content;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.wire.JsonNodes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads members of a request that must be of one type. A member that is missing or null is null;
/// one of another type is an error that names it.
public final class TypedMembers {
  private TypedMembers() {}

  public static GatewayException type(String param, String wanted) {
    return value(param, "Invalid type for '" + param + "': expected " + wanted + ".");
  }

  public static GatewayException value(String param, String message) {
    return new GatewayException(Failure.of(Failure.Kind.INVALID_REQUEST, message).withParam(param));
  }

  public static @Nullable String text(JsonNode node, String name) {
    if (!JsonNodes.has(node, name)) return null;
    if (!node.path(name).isString()) throw type(name, "a string");
    return node.path(name).asString();
  }

  public static @Nullable Double decimal(JsonNode node, String name) {
    if (!JsonNodes.has(node, name)) return null;
    if (!node.path(name).isNumber()) throw type(name, "a number");
    return node.path(name).asDouble();
  }

  public static @Nullable Long whole(JsonNode node, String name) {
    if (!JsonNodes.has(node, name)) return null;
    var value = JsonNodes.whole(node, name);
    if (value == null) throw type(name, "an integer");
    return value;
  }

  public static @Nullable Boolean flag(JsonNode node, String name) {
    if (!JsonNodes.has(node, name)) return null;
    if (!node.path(name).isBoolean()) throw type(name, "a boolean");
    return node.path(name).asBoolean();
  }
}
