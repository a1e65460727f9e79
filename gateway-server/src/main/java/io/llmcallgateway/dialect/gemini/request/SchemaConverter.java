package io.llmcallgateway.dialect.gemini.request;

import io.llmcallgateway.dialect.gemini.content.ProtoJson;
import io.llmcallgateway.wire.Json;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Converts Google's subset of OpenAPI schemas to JSON Schema: types become lower case, `nullable`
/// a type, and limits numbers.
final class SchemaConverter {
  private SchemaConverter() {}

  static JsonNode toJsonSchema(JsonNode schema) {
    if (!(schema instanceof ObjectNode object)) return schema;
    var made = Json.MAPPER.createObjectNode();
    boolean nullable = false;
    for (var member : object.properties()) {
      var name = ProtoJson.camel(member.getKey());
      var value = member.getValue();
      if (value.isNull()) continue;
      switch (name) {
        case "type" -> type(made, value);
        case "nullable" -> nullable = value.asBoolean(false);
        case "properties", "defs", "$defs" -> made.set(name, each(value));
        case "items", "additionalProperties" -> made.set(name, toJsonSchema(value));
        case "anyOf", "oneOf", "allOf", "prefixItems" -> made.set(name, all(value));
        case "minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties" -> {
          var number = ProtoJson.whole(value);
          if (number != null) made.put(name, number);
        }
        case "propertyOrdering" -> {} // JSON Schema has no such member, and the properties keep
        // their order
        default -> made.set(member.getKey().startsWith("$") ? member.getKey() : name, value);
      }
    }
    if (nullable) allowNull(made);
    return made;
  }

  private static void type(ObjectNode made, JsonNode value) {
    if (value instanceof ArrayNode types) {
      var lower = made.putArray("type");
      for (var type : types) lower.add(type.asString("").toLowerCase(Locale.ROOT));
      return;
    }
    var type = value.asString("").toLowerCase(Locale.ROOT);
    if (!type.isEmpty() && !type.equals("type_unspecified")) made.put("type", type);
  }

  private static void allowNull(ObjectNode made) {
    var type = made.path("type");
    if (type.isString()) {
      made.putArray("type").add(type.asString()).add("null");
    } else if (made.get("anyOf") instanceof ArrayNode choices) {
      choices.addObject().put("type", "null");
    }
    if (made.get("enum") instanceof ArrayNode values) {
      var more = values.deepCopy();
      more.addNull();
      made.set("enum", more);
    }
  }

  private static JsonNode each(JsonNode named) {
    if (!(named instanceof ObjectNode object)) return named;
    var made = Json.MAPPER.createObjectNode();
    for (var member : object.properties()) {
      made.set(member.getKey(), toJsonSchema(member.getValue()));
    }
    return made;
  }

  private static JsonNode all(JsonNode schemas) {
    if (!(schemas instanceof ArrayNode array)) return schemas;
    var made = Json.MAPPER.createArrayNode();
    for (var schema : array) made.add(toJsonSchema(schema));
    return made;
  }
}
