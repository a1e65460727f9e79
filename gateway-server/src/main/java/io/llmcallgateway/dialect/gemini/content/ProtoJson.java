package io.llmcallgateway.dialect.gemini.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the JSON form of protobuf messages: member names may be camelCase or snake_case, 64-bit
/// numbers may be strings, and a single value may stand for a list of one.
public final class ProtoJson {
  private static final Map<String, String> SNAKE = new ConcurrentHashMap<>();

  private ProtoJson() {}

  /// Returns a member by its camelCase name; a missing node if it is absent in both spellings.
  public static JsonNode get(JsonNode node, String name) {
    var value = node.get(name);
    if (value == null) value = node.get(SNAKE.computeIfAbsent(name, ProtoJson::snake));
    return value == null || value.isNull() ? MissingNode.getInstance() : value;
  }

  public static String snake(String camel) {
    var snake = new StringBuilder(camel.length() + 4);
    for (int i = 0; i < camel.length(); i++) {
      char c = camel.charAt(i);
      if (c >= 'A' && c <= 'Z') snake.append('_').append((char) (c + 32));
      else snake.append(c);
    }
    return snake.toString();
  }

  public static String camel(String snake) {
    if (snake.indexOf('_') < 1) return snake;
    var camel = new StringBuilder(snake.length());
    for (int i = 0; i < snake.length(); i++) {
      char c = snake.charAt(i);
      boolean joint = c == '_' && i > 0 && i + 1 < snake.length();
      if (joint) camel.append(Character.toUpperCase(snake.charAt(++i)));
      else camel.append(c);
    }
    return camel.toString();
  }

  public static @Nullable String text(JsonNode node, String name) {
    var value = get(node, name);
    return value.isString() ? value.asString() : null;
  }

  public static @Nullable ObjectNode object(JsonNode node, String name) {
    return get(node, name) instanceof ObjectNode object ? object : null;
  }

  public static @Nullable Boolean flag(JsonNode node, String name) {
    var value = get(node, name);
    return value.isBoolean() ? (Boolean) value.asBoolean() : null;
  }

  public static @Nullable Double decimal(JsonNode node, String name) {
    var value = get(node, name);
    return value.isNumber() ? (Double) value.asDouble() : null;
  }

  public static @Nullable Long whole(JsonNode node, String name) {
    return whole(get(node, name));
  }

  public static @Nullable Long whole(JsonNode value) {
    if (value.isNumber()) {
      double number = value.asDouble();
      return number == Math.rint(number) && Math.abs(number) < 9e18 ? (Long) (long) number : null;
    }
    if (!value.isString() || !value.asString().matches("-?\\d{1,18}")) return null;
    return Long.valueOf(value.asString());
  }

  /// Returns the elements of a list; a single value is a list of one.
  public static List<JsonNode> list(JsonNode node, String name) {
    var value = get(node, name);
    if (value.isMissingNode()) return List.of();
    if (!value.isArray()) return List.of(value);
    var all = new ArrayList<JsonNode>(value.size());
    for (var each : value) all.add(each);
    return all;
  }

  /// True if a text is one JSON object.
  public static boolean isObject(String text) {
    var bytes = text.getBytes(UTF_8);
    try (var parser = Json.parser(bytes, 0, bytes.length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) return false;
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JacksonException _) {
      return false;
    }
  }
}
