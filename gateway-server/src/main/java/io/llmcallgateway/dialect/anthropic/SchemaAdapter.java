package io.llmcallgateway.dialect.anthropic;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.wire.Json;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes a schema one that `output_config.format` takes. Anthropic answers 400 to bounds of numbers
/// and lengths, and to objects that leave open what else they hold; its own SDKs tell the model of
/// the bounds in the description, and so does this.
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

  JsonNode fit(JsonNode schema) {
    return switch (schema) {
      case ObjectNode object -> object(object);
      case ArrayNode array -> {
        var fitted = Json.MAPPER.createArrayNode();
        for (var each : array) fitted.add(fit(each));
        yield fitted;
      }
      default -> schema;
    };
  }

  private ObjectNode object(ObjectNode schema) {
    var fitted = Json.MAPPER.createObjectNode();
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
        case "properties", "$defs", "definitions" -> fitted.set(name, named(value));
        case "enum", "const", "default", "examples", "required" -> fitted.set(name, value);
        case "oneOf" -> fitted.set("anyOf", fit(value));
        default -> fitted.set(name, fit(value));
      }
    }
    if (!bounds.isEmpty()) {
      var before = fitted.path("description").asString("");
      fitted.put("description", (before.isEmpty() ? "" : before + " ") + "{" + bounds + "}");
    }
    if ("object".equals(fitted.path("type").asString("")) || fitted.has("properties")) {
      var more = fitted.path("additionalProperties");
      if (!more.isMissingNode() && !more.equals(Json.MAPPER.getNodeFactory().booleanNode(false))) {
        losses.add("response_format.json_schema.schema", "additional-properties");
      }
      fitted.put("additionalProperties", false);
    }
    return fitted;
  }

  private JsonNode named(JsonNode schemas) {
    if (!(schemas instanceof ObjectNode object)) return schemas;
    var fitted = Json.MAPPER.createObjectNode();
    for (var member : object.properties()) fitted.set(member.getKey(), fit(member.getValue()));
    return fitted;
  }
}
