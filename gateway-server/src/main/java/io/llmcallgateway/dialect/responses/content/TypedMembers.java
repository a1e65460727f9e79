package io.llmcallgateway.dialect.responses.content;

import static io.llmcallgateway.dialect.support.RequestBodyParser.wrongType;

import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.wire.JsonNodes;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads members of a request that must be of one type. A member that is missing or null is null;
/// one of another type is an error that names it.
public final class TypedMembers {
  /// The name of this format on parts and members that only it has.
  public static final String DIALECT = "responses";

  private TypedMembers() {}

  public static @Nullable String text(JsonNode node, String name) {
    if (!JsonNodes.has(node, name)) return null;
    if (!node.path(name).isString()) throw wrongType(name, "a string");
    return node.path(name).asString();
  }

  public static @Nullable Double decimal(JsonNode node, String name) {
    if (!JsonNodes.has(node, name)) return null;
    if (!node.path(name).isNumber()) throw wrongType(name, "a number");
    return node.path(name).asDouble();
  }

  public static @Nullable Long whole(JsonNode node, String name) {
    if (!JsonNodes.has(node, name)) return null;
    var value = JsonNodes.whole(node, name);
    if (value == null) throw wrongType(name, "an integer");
    return value;
  }

  public static @Nullable Boolean flag(JsonNode node, String name) {
    if (!JsonNodes.has(node, name)) return null;
    if (!node.path(name).isBoolean()) throw wrongType(name, "a boolean");
    return node.path(name).asBoolean();
  }

  /// Returns the members that are not in `known`, so that they can be written again.
  public static Extras others(JsonNode node, Set<String> known) {
    var others = new LinkedHashMap<String, JsonNode>(0);
    for (var member : node.properties()) {
      if (!known.contains(member.getKey())) others.put(member.getKey(), member.getValue());
    }
    return others.isEmpty() ? Extras.NONE : new Extras(DIALECT, others);
  }
}
