package io.llmcallgateway.upstream.demo;

import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/// Makes a sample value that is valid for a JSON schema.
final class SchemaSample {
  private static final int DEEPEST = 12;
  private static final int MOST_ITEMS = 10;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Map<String, String> BY_FORMAT =
      Map.of(
          "date-time", "2026-01-15T09:30:00Z",
          "date", "2026-01-15",
          "time", "09:30:00Z",
          "duration", "PT5M",
          "email", "ada@example.com",
          "hostname", "example.com",
          "ipv4", "192.0.2.1",
          "ipv6", "2001:db8::1",
          "uri", "https://example.com/",
          "uuid", "6f9619ff-8b86-4011-b42d-00cf4fc964ff");

  private final JsonNode root;
  private final boolean chinese;

  private SchemaSample(JsonNode root, boolean chinese) {
    this.root = root;
    this.chinese = chinese;
  }

  static JsonNode of(JsonNode schema, boolean chinese) {
    return new SchemaSample(schema, chinese).value(schema, "", 0);
  }

  private JsonNode value(JsonNode schema, String name, int depth) {
    if (depth > DEEPEST) return JSON.nullNode();
    if (schema.path("$ref").isString()) {
      return value(resolve(schema.path("$ref").stringValue()), name, depth + 1);
    }
    if (schema.has("const")) return schema.path("const");
    for (var list : new String[] {"enum", "examples"}) {
      if (!schema.path(list).path(0).isMissingNode()) return schema.path(list).path(0);
    }
    if (schema.has("default")) return schema.path("default");
    for (var choice : new String[] {"anyOf", "oneOf", "allOf"}) {
      if (schema.path(choice).isArray())
        return value(notNull(schema.path(choice)), name, depth + 1);
    }
    return switch (type(schema)) {
      case "object" -> object(schema, depth);
      case "array" -> array(schema, name, depth);
      case "integer" -> JSON.numberNode((long) Math.ceil(number(schema, 3)));
      case "number" -> JSON.numberNode(number(schema, 1.5));
      case "boolean" -> JSON.booleanNode(true);
      case "null" -> JSON.nullNode();
      default -> JSON.stringNode(string(schema, name));
    };
  }

  private JsonNode resolve(String reference) {
    return reference.startsWith("#") ? root.at(reference.substring(1)) : MissingNode.getInstance();
  }

  private static JsonNode notNull(JsonNode choices) {
    for (var choice : choices.values()) {
      if (!choice.path("type").asString("").equals("null")) return choice;
    }
    return choices.path(0);
  }

  private static String type(JsonNode schema) {
    var type = schema.path("type");
    if (type.isString()) return type.stringValue();
    for (var one : type.values()) {
      var name = one.asString("");
      if (!name.equals("null")) return name;
    }
    if (schema.has("properties")) return "object";
    return schema.has("items") ? "array" : "string";
  }

  private JsonNode object(JsonNode schema, int depth) {
    var object = JSON.objectNode();
    for (var property : schema.path("properties").properties()) {
      object.set(property.getKey(), value(property.getValue(), property.getKey(), depth + 1));
    }
    return object;
  }

  private ArrayNode array(JsonNode schema, String name, int depth) {
    var array = JSON.arrayNode();
    int wanted = Math.clamp(schema.path("minItems").asInt(1), 1, MOST_ITEMS);
    for (int i = 0; i < wanted; i++) array.add(value(schema.path("items"), name, depth + 1));
    return array;
  }

  private static double number(JsonNode schema, double usual) {
    double least = schema.path("minimum").asDouble(-Double.MAX_VALUE);
    double most = schema.path("maximum").asDouble(Double.MAX_VALUE);
    if (schema.path("exclusiveMinimum").isNumber()) {
      least = schema.path("exclusiveMinimum").doubleValue() + 1;
    }
    return Math.max(least, Math.min(most, usual));
  }

  private String string(JsonNode schema, String name) {
    var sample = BY_FORMAT.get(schema.path("format").asString(""));
    if (sample == null) sample = byName(name.toLowerCase(Locale.ROOT));
    int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
    if (sample.length() > Math.max(most, 0)) sample = sample.substring(0, Math.max(most, 0));
    int least = Math.min(schema.path("minLength").asInt(0), 1000);
    return sample.length() < least ? sample + "x".repeat(least - sample.length()) : sample;
  }

  private String byName(String name) {
    if (name.contains("city") || name.contains("location") || name.contains("place")) {
      return chinese ? "北京" : "Paris";
    }
    if (name.contains("country")) return chinese ? "中国" : "France";
    if (name.contains("date")) return "2026-01-15";
    if (name.contains("time")) return "09:30";
    if (name.contains("mail")) return "ada@example.com";
    if (name.contains("url") || name.contains("uri")) return "https://example.com/";
    if (name.contains("name")) return chinese ? "小明" : "Ada";
    if (name.contains("lang")) return chinese ? "zh" : "en";
    if (name.contains("query") || name.contains("question")) {
      return chinese ? "今天的天气" : "weather today";
    }
    return chinese ? "示例" : "example";
  }
}
