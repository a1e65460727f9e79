package io.llmcallgateway.dialect.anthropic.request;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.wire.Json;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Adapts a JSON schema to those that `output_config.format` accepts. Anthropic answers 400 to
/// bounds on numbers and lengths, and to objects without `additionalProperties: false`. Bounds move
/// to the description, as in Anthropic's own SDKs.
final class SchemaAdapter {
  private static final Set<String> BOUNDS =
      Set.of(
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties");

  private final Losses losses;

  SchemaAdapter(Losses losses) {
    this.losses = losses;
  }

  JsonNode adapt(JsonNode schema) {
    return switch (schema) {
      case ObjectNode object -> object(object);
      case ArrayNode array -> {
        var adapted = Json.MAPPER.createArrayNode();
        for (var each : array) adapted.add(adapt(each));
        yield adapted;
      }
      default -> schema;
    };
  }

  private ObjectNode object(ObjectNode schema) {
    var adapted = Json.MAPPER.createObjectNode();
    var bounds = new StringBuilder();
    for (var member : schema.properties()) {
      var name = member.getKey();
      var value = member.getValue();
      boolean bound =
          value.isValueNode()
              && (BOUNDS.contains(name) || (name.equals("minItems") && value.asInt(0) > 1));
      if (bound) {
        bounds.append(bounds.isEmpty() ? "" : ", ").append(name).append(": ").append(value);
        losses.add("response_format.json_schema.schema", name + "-as-description");
        continue;
      }
      switch (name) {
        case "properties", "$defs", "definitions" -> adapted.set(name, named(value));
        case "enum", "const", "default", "examples", "required" -> adapted.set(name, value);
        case "oneOf" -> adapted.set("anyOf", adapt(value));
        default -> adapted.set(name, adapt(value));
      }
    }
    if (!bounds.isEmpty()) {
      var before = adapted.path("description").asString("");
      adapted.put("description", (before.isEmpty() ? "" : before + " ") + "{" + bounds + "}");
    }
    if ("object".equals(adapted.path("type").asString("")) || adapted.has("properties")) {
      var more = adapted.path("additionalProperties");
      if (!more.isMissingNode() && !more.equals(Json.MAPPER.getNodeFactory().booleanNode(false))) {
        losses.add("response_format.json_schema.schema", "additional-properties");
      }
      adapted.put("additionalProperties", false);
    }
    return adapted;
  }

  private JsonNode named(JsonNode schemas) {
    if (!(schemas instanceof ObjectNode object)) return schemas;
    var adapted = Json.MAPPER.createObjectNode();
    for (var member : object.properties()) adapted.set(member.getKey(), adapt(member.getValue()));
    return adapted;
  }
}
