package io.llmcallgateway.dialect.bedrock.request;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.wire.Json;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A tool's schema for a target that takes part of JSON Schema only: definitions stand where they
/// are referred to, and members of the top level that it does not take are left out.
public final class SchemaSubset {
  private static final Set<String> DEFINITIONS = Set.of("$defs", "definitions");

  /// Deeper than any schema seen: what refers to itself ends as an object of any kind.
  private static final int MOST_INLINED = 64;

  private final ObjectNode root;
  private final Losses losses;
  private final String path;

  private SchemaSubset(ObjectNode root, Losses losses, String path) {
    this.root = root;
    this.losses = losses;
    this.path = path;
  }

  /// The schema with the members that the target takes.
  ///
  /// @param top the members that the top level may have
  /// @param path of the schema in the request, for the losses
  public static ObjectNode of(ObjectNode schema, Set<String> top, Losses losses, String path) {
    return new SchemaSubset(schema, losses, path).write(top);
  }

  private ObjectNode write(Set<String> top) {
    var used = Json.MAPPER.createObjectNode();
    for (var member : root.properties()) {
      if (!DEFINITIONS.contains(member.getKey())) used.set(member.getKey(), member.getValue());
    }
    var whole = inline(used, new LinkedHashSet<>()) instanceof ObjectNode object ? object : used;
    var made = Json.MAPPER.createObjectNode();
    for (var member : whole.properties()) {
      var name = member.getKey();
      if (top.contains(name)) made.set(name, member.getValue());
      else losses.add(path + "." + name, "unsupported");
    }
    if (!made.has("type")) made.put("type", "object");
    if (!made.has("properties")) made.putObject("properties");
    return made;
  }

  private JsonNode inline(JsonNode node, Set<String> within) {
    if (node instanceof ArrayNode array) {
      var made = Json.MAPPER.createArrayNode();
      for (var each : array) made.add(inline(each, within));
      return made;
    }
    if (!(node instanceof ObjectNode object)) return node;
    var reference = object.path("$ref");
    if (reference.isString()) return referred(object, reference.asString(), within);
    var made = Json.MAPPER.createObjectNode();
    for (var member : object.properties()) {
      made.set(member.getKey(), inline(member.getValue(), within));
    }
    return made;
  }

  /// The schema that is referred to, with the members beside the reference.
  private JsonNode referred(ObjectNode object, String reference, Set<String> within) {
    var target = find(reference);
    var made = Json.MAPPER.createObjectNode();
    if (target == null || within.size() >= MOST_INLINED || !within.add(reference)) {
      losses.add(path, target == null ? "unknown-reference" : "refers-to-itself");
      made.put("type", "object");
    } else {
      if (inline(target, within) instanceof ObjectNode found) made.setAll(found);
      within.remove(reference);
    }
    for (var member : object.properties()) {
      if (!member.getKey().equals("$ref")) made.set(member.getKey(), member.getValue());
    }
    return made;
  }

  private @Nullable JsonNode find(String reference) {
    if (!reference.startsWith("#/")) return null;
    JsonNode at = root;
    for (var step : reference.substring(2).split("/", -1)) {
      at = at.path(step.replace("~1", "/").replace("~0", "~"));
    }
    return at.isMissingNode() ? null : at;
  }
}
