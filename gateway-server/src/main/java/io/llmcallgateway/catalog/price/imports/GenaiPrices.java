package io.llmcallgateway.catalog.price.imports;

import io.llmcallgateway.wire.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the data of genai-prices, version 2: providers with models, each with a rule for its names
/// and prices per million tokens, which may be dated and have tiers.
/// https://github.com/pydantic/genai-prices
public final class GenaiPrices {
  /// Their ids of providers that differ from ours.
  private static final Map<String, String> LISTS =
      Map.ofEntries(
          Map.entry("google", "gemini"),
          Map.entry("aws", "bedrock"),
          Map.entry("x-ai", "xai"),
          Map.entry("moonshotai", "moonshot"),
          Map.entry("zhipuai", "zhipu"),
          Map.entry("together", "together_ai"),
          Map.entry("fireworks", "fireworks_ai"));

  private static final Map<String, String> BUCKETS =
      Map.ofEntries(
          Map.entry("input_mtok", "input"),
          Map.entry("cache_read_mtok", "cache-read"),
          Map.entry("cache_write_mtok", "cache-write"),
          Map.entry("cache_write_1h_mtok", "cache-write-hour"),
          Map.entry("input_audio_mtok", "input-audio"),
          Map.entry("input_image_mtok", "input-image"),
          Map.entry("output_mtok", "output"),
          Map.entry("output_reasoning_mtok", "reasoning"),
          Map.entry("output_audio_mtok", "output-audio"),
          Map.entry("output_image_mtok", "output-image"),
          Map.entry("requests_kcount", "request"),
          Map.entry("web_searches_kcount", "search"));

  private final Set<String> known;
  private final ImportedPrices prices = new ImportedPrices();

  private GenaiPrices(Set<String> known) {
    this.known = known;
  }

  /// True if a document has this format.
  public static boolean fits(JsonNode root) {
    var providers = root.isArray() ? root : root.path("providers");
    return providers.isArray() && !providers.isEmpty() && providers.path(0).has("models");
  }

  /// Reads the prices of a document.
  ///
  /// @param known the ids of the gateway's providers
  public static ImportedPrices read(JsonNode root, Set<String> known) {
    var reader = new GenaiPrices(known);
    for (var provider : root.isArray() ? root : root.path("providers")) reader.provider(provider);
    return reader.prices;
  }

  private void provider(JsonNode provider) {
    var theirs = provider.path("id").stringValue("");
    var list = LISTS.getOrDefault(theirs, theirs);
    for (var model : provider.path("models")) {
      var id = model.path("id").stringValue("");
      var what = theirs + "/" + id;
      if (!known.contains(list)) prices.skip("a provider that the gateway does not know", what);
      else if (id.isEmpty()) prices.skip("a model without an id", what);
      else model(list, id, model, what);
    }
  }

  private void model(String list, String id, JsonNode model, String what) {
    var match = new LinkedHashSet<String>();
    try {
      match.addAll(patterns(model.path("match"), id));
    } catch (IllegalArgumentException e) {
      prices.skip("a rule for names that cannot be read", what);
      return;
    }
    var row = Json.MAPPER.createObjectNode();
    row.put("name", id);
    var names = row.putArray("match");
    match.forEach(names::add);
    var periods = row.putArray("prices");
    var given = model.path("prices");
    try {
      if (given.isArray()) {
        for (var each : given) periods.add(period(each.path("prices"), each.path("constraint")));
      } else if (given.isEmpty() && id.endsWith(":free")) {
        periods.addObject().put("input", "0").put("output", "0");
      } else {
        periods.add(period(given, model.path("none")));
      }
    } catch (IllegalArgumentException e) {
      prices.skip(String.valueOf(e.getMessage()), what);
      return;
    }
    boolean priced = false;
    for (var each : periods) priced |= BUCKETS.values().stream().anyMatch(each::has);
    if (priced) prices.add(list, id, row);
    else
      prices.skip(
          "prices by the page, the hour or the like, which the gateway does not count", what);
  }

  private static ObjectNode period(JsonNode given, JsonNode constraint) {
    var made = Json.MAPPER.createObjectNode();
    if (constraint.has("start_date")) {
      made.put("from", constraint.path("start_date").stringValue(""));
    } else if (constraint.has("start_time")) {
      made.put("hours", time(constraint, "start_time") + "-" + time(constraint, "end_time"));
    } else if (constraint.isObject()) {
      throw new IllegalArgumentException("a condition that the gateway does not know");
    }
    var tiers = new TreeMap<Long, ObjectNode>();
    for (var price : given.properties()) {
      var bucket = BUCKETS.get(price.getKey());
      var value = price.getValue();
      if (bucket == null || value.isNull()) continue;
      if (!value.isObject()) {
        made.put(bucket, amount(value));
        continue;
      }
      made.put(bucket, amount(value.path("base")));
      for (var tier : value.path("tiers")) {
        tiers
            .computeIfAbsent(tier.path("start").longValue(0), _ -> Json.MAPPER.createObjectNode())
            .put(bucket, amount(tier.path("price")));
      }
    }
    if (tiers.isEmpty()) return made;
    var list = made.putArray("tiers");
    tiers.forEach((start, rates) -> list.addObject().put("above", start).setAll(rates));
    return made;
  }

  private static String time(JsonNode constraint, String name) {
    var time = constraint.path(name).stringValue("");
    if (time.length() < 5) throw new IllegalArgumentException("an hour that cannot be read");
    return time.substring(0, 5);
  }

  private static String amount(JsonNode number) {
    try {
      var amount = number.isString() ? new BigDecimal(number.stringValue()) : number.decimalValue();
      if (amount.signum() >= 0) return ImportedPrices.plain(amount);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("a price that is no number", e);
    }
    throw new IllegalArgumentException("a price below 0");
  }

  /// Returns the patterns of a rule, any of which may match.
  private static List<String> patterns(JsonNode rule, String id) {
    if (rule.isMissingNode()) return List.of(id);
    if (rule.size() != 1) throw new IllegalArgumentException("a rule of several parts");
    var part = rule.properties().iterator().next();
    var what = part.getValue();
    return switch (part.getKey()) {
      case "or" -> {
        var all = new ArrayList<String>();
        for (var each : what) all.addAll(patterns(each, id));
        yield all;
      }
      case "and" -> {
        var all = new StringBuilder();
        for (var each : what) all.append("(?=").append(expression(each)).append(')');
        yield List.of(compiled(all + ".*"));
      }
      case "regex" -> List.of(compiled(text(what)));
      case "equals", "starts_with", "ends_with", "contains" -> {
        if (text(what).contains("*") || text(what).startsWith("/")) {
          yield List.of(compiled(expression(rule)));
        }
        yield List.of(
            switch (part.getKey()) {
              case "starts_with" -> text(what) + "*";
              case "ends_with" -> "*" + text(what);
              case "contains" -> "*" + text(what) + "*";
              default -> text(what);
            });
      }
      default -> throw new IllegalArgumentException("an unknown rule");
    };
  }

  private static String text(JsonNode node) {
    var text = node.stringValue(null);
    if (text == null || text.isEmpty()) throw new IllegalArgumentException("an empty rule");
    return text;
  }

  private static String expression(JsonNode rule) {
    if (rule.size() != 1) throw new IllegalArgumentException("a rule of several parts");
    var part = rule.properties().iterator().next();
    var what = part.getValue();
    return switch (part.getKey()) {
      case "equals" -> "^" + quoted(text(what)) + "$";
      case "starts_with" -> "^" + quoted(text(what));
      case "ends_with" -> ".*" + quoted(text(what)) + "$";
      case "contains" -> ".*" + quoted(text(what));
      case "regex" -> text(what).startsWith("^") ? text(what) : ".*" + text(what);
      case "or" -> {
        var all = new ArrayList<String>();
        for (var each : what) all.add(expression(each));
        yield "(?:" + String.join("|", all) + ")";
      }
      default -> throw new IllegalArgumentException("an unknown rule");
    };
  }

  private static String quoted(String text) {
    return text.replaceAll("[\\\\.\\[\\]{}()*+?^$|/-]", "\\\\$0");
  }

  private static String compiled(String expression) {
    try {
      Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("no regular expression", e);
    }
    return "/" + expression + "/";
  }
}
