package io.llmcallgateway.relay.translation;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Checks a value against a client's JSON Schema: the part of it that vendors hold models to
/// (types, members, items, enums, bounds, combinations, references inside the schema). Schemas come
/// from clients, so the work has an end, nothing is fetched and no regular expression runs:
/// `pattern` and `format` are not checked, and a schema too deep or too wide to finish counts as
/// held.
public final class SchemaCheck {
  private static final int MOST_STEPS = 200_000;
  private static final int MOST_DEPTH = 200;

  private final JsonNode root;
  private int steps;

  private SchemaCheck(JsonNode root) {
    this.root = root;
  }

  /// Returns the problem with its place and without the value itself; null where there is none.
  public static @Nullable String problem(JsonNode schema, JsonNode value) {
    try {
      return new SchemaCheck(schema).check(schema, value, "", 0);
    } catch (TooMuchException _) {
      return null;
    }
  }

  private static final class TooMuchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMuchException() {
      super(null, null, false, false);
    }
  }

  private @Nullable String check(JsonNode schema, JsonNode value, String at, int depth) {
    if (++steps > MOST_STEPS || depth > MOST_DEPTH) throw new TooMuchException();
    if (schema.isBoolean()) return schema.asBoolean() ? null : at(at, "is not allowed");
    if (!schema.isObject()) return null;
    var problem = value(schema, value, at);
    if (problem == null) problem = combined(schema, value, at, depth);
    if (problem == null && value.isObject()) problem = members(schema, value, at, depth);
    if (problem == null && value.isArray()) problem = items(schema, value, at, depth);
    return problem;
  }

  private @Nullable String value(JsonNode schema, JsonNode value, String at) {
    var type = schema.path("type");
    if (!type.isMissingNode() && !hasType(type, value)) return at(at, "is not of type " + type);
    var fixed = schema.get("const");
    if (fixed != null && !same(fixed, value)) return at(at, "is not the constant");
    var allowed = schema.path("enum");
    if (allowed.isArray() && none(allowed, value)) return at(at, "is none of the values allowed");
    if (value.isNumber()) return number(schema, value.decimalValue(), at);
    if (!value.isString()) return null;
    int length = value.asString().codePointCount(0, value.asString().length());
    return bounds(schema, "Length", length, at);
  }

  private boolean none(JsonNode allowed, JsonNode value) {
    for (var each : allowed) {
      if (++steps > MOST_STEPS) throw new TooMuchException();
      if (same(each, value)) return false;
    }
    return true;
  }

  private static boolean hasType(JsonNode type, JsonNode value) {
    if (!type.isArray()) return isOf(type.asString(""), value);
    for (var each : type) if (isOf(each.asString(""), value)) return true;
    return false;
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      case "number" -> value.isNumber();
      case "integer" -> value.isNumber() && isWhole(value);
      default -> true;
    };
  }

  /// `1.0` is an integer too, and a huge exponent is not written out to learn that.
  private static boolean isWhole(JsonNode value) {
    return value.isIntegralNumber() || value.decimalValue().stripTrailingZeros().scale() <= 0;
  }

  private static boolean same(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) return a.decimalValue().compareTo(b.decimalValue()) == 0;
    return a.equals(b);
  }

  private static @Nullable String number(JsonNode schema, BigDecimal number, String at) {
    var least = schema.path("minimum");
    if (least.isNumber() && number.compareTo(least.decimalValue()) < 0) {
      return at(at, "is below the minimum");
    }
    var above = schema.path("exclusiveMinimum");
    if (above.isNumber() && number.compareTo(above.decimalValue()) <= 0) {
      return at(at, "is below the minimum");
    }
    var most = schema.path("maximum");
    if (most.isNumber() && number.compareTo(most.decimalValue()) > 0) {
      return at(at, "is above the maximum");
    }
    var below = schema.path("exclusiveMaximum");
    if (below.isNumber() && number.compareTo(below.decimalValue()) >= 0) {
      return at(at, "is above the maximum");
    }
    return null;
  }

  private static @Nullable String bounds(JsonNode schema, String of, int size, String at) {
    var least = schema.path("min" + of);
    if (least.isNumber() && size < least.doubleValue()) return at(at, "has too few " + named(of));
    var most = schema.path("max" + of);
    if (most.isNumber() && size > most.doubleValue()) return at(at, "has too many " + named(of));
    return null;
  }

  private static String named(String of) {
    return switch (of) {
      case "Length" -> "characters";
      case "Items" -> "items";
      default -> "members";
    };
  }

  private @Nullable String combined(JsonNode schema, JsonNode value, String at, int depth) {
    var reference = schema.path("$ref");
    if (reference.isString()) {
      var meant = resolve(reference.asString());
      var problem = meant == null ? null : check(meant, value, at, depth + 1);
      if (problem != null) return problem;
    }
    for (var each : schema.path("allOf")) {
      var problem = check(each, value, at, depth + 1);
      if (problem != null) return problem;
    }
    for (var name : new String[] {"anyOf", "oneOf"}) {
      var choices = schema.path(name);
      if (!choices.isArray() || choices.isEmpty()) continue;
      int held = 0;
      for (var each : choices) if (check(each, value, at, depth + 1) == null) held++;
      if (held == 0) return at(at, "fits none of " + name);
      if (held > 1 && name.equals("oneOf")) return at(at, "fits more than one of oneOf");
    }
    var not = schema.get("not");
    if (not != null && check(not, value, at, depth + 1) == null) return at(at, "is not allowed");
    return null;
  }

  /// Inside the schema alone.
  private @Nullable JsonNode resolve(String reference) {
    if (reference.equals("#")) return root;
    if (!reference.startsWith("#/")) return null;
    var found = root;
    for (var step : reference.substring(2).split("/", -1)) {
      found = found.path(step.replace("~1", "/").replace("~0", "~"));
    }
    return found.isMissingNode() ? null : found;
  }

  private @Nullable String members(JsonNode schema, JsonNode value, String at, int depth) {
    for (var name : schema.path("required")) {
      if (!value.has(name.asString(""))) return at(at, "lacks " + name);
    }
    var properties = schema.path("properties");
    var others = schema.get("additionalProperties");
    boolean patterns = schema.path("patternProperties").isObject();
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      var known = properties.get(member.getKey());
      var rule = known != null ? known : patterns ? null : others;
      if (rule == null) continue;
      var problem = check(rule, member.getValue(), at + "/" + member.getKey(), depth + 1);
      if (problem != null) return problem;
    }
    return bounds(schema, "Properties", value.size(), at);
  }

  private @Nullable String items(JsonNode schema, JsonNode value, String at, int depth) {
    var first = schema.path("prefixItems");
    var rest = schema.get("items");
    for (int i = 0; i < value.size(); i++) {
      var rule = i < first.size() ? first.get(i) : rest;
      if (rule == null) continue;
      var problem = check(rule, Objects.requireNonNull(value.get(i)), at + "/" + i, depth + 1);
      if (problem != null) return problem;
    }
    if (schema.path("uniqueItems").asBoolean(false) && repeats(value)) {
      return at(at, "repeats an item");
    }
    return bounds(schema, "Items", value.size(), at);
  }

  private static boolean repeats(JsonNode value) {
    var seen = new LinkedHashMap<JsonNode, Boolean>();
    for (var each : value) if (seen.put(each, true) != null) return true;
    return false;
  }

  private static String at(String place, String what) {
    return (place.isEmpty() ? "the answer" : place) + " " + what;
  }
}
