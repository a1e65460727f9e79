package io.llmcallgateway.catalog.price.imports;

import io.llmcallgateway.wire.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads LiteLLM's map of models, `model_prices_and_context_window.json`: a member for each model,
/// prices per token. https://github.com/BerriAI/litellm
public final class LitellmPrices {
  private static final int PER_MILLION = 6;
  private static final int PER_THOUSAND = 3;

  /// Its names of providers that differ from ours, which are its prefixes for the others.
  private static final Map<String, String> LISTS =
      Map.ofEntries(
          Map.entry("text-completion-openai", "openai"),
          Map.entry("azure_text", "azure"),
          Map.entry("bedrock_converse", "bedrock"),
          Map.entry("cohere_chat", "cohere"),
          Map.entry("text-completion-codestral", "codestral"),
          Map.entry("vertex_ai-language-models", "vertex_ai"),
          Map.entry("vertex_ai-embedding-models", "vertex_ai"),
          Map.entry("vertex_ai-anthropic_models", "vertex_ai_anthropic"),
          Map.entry("fireworks_ai-embedding-models", "fireworks_ai"));

  private static final Map<String, String> TOKENS =
      Map.ofEntries(
          Map.entry("input_cost_per_token", "input"),
          Map.entry("cache_read_input_token_cost", "cache-read"),
          Map.entry("cache_creation_input_token_cost", "cache-write"),
          Map.entry("cache_creation_input_token_cost_above_1hr", "cache-write-hour"),
          Map.entry("input_cost_per_audio_token", "input-audio"),
          Map.entry("input_cost_per_image_token", "input-image"),
          Map.entry("output_cost_per_token", "output"),
          Map.entry("output_cost_per_reasoning_token", "reasoning"),
          Map.entry("output_cost_per_audio_token", "output-audio"),
          Map.entry("output_cost_per_image_token", "output-image"));

  /// The names of service tiers by the endings of members with their prices.
  private static final Map<String, String> SERVICES =
      Map.of("_batches", "batch", "_flex", "flex", "_priority", "priority");

  private static final Pattern TIER = Pattern.compile("(.+)_above_(\\d{1,6})k_tokens");
  private static final List<String> SEARCHES =
      List.of("search_context_size_medium", "search_context_size_low", "search_context_size_high");

  private final Set<String> known;
  private final ImportedPrices prices = new ImportedPrices();

  private LitellmPrices(Set<String> known) {
    this.known = known;
  }

  /// True if a document has this format.
  public static boolean fits(JsonNode root) {
    if (!root.isObject()) return false;
    for (var member : root.properties()) {
      if (member.getValue().has("litellm_provider")) return true;
    }
    return false;
  }

  /// Reads the prices of a document.
  ///
  /// @param known the ids of the gateway's providers
  public static ImportedPrices read(JsonNode root, Set<String> known) {
    var reader = new LitellmPrices(known);
    for (var member : root.properties()) {
      if (member.getKey().equals("sample_spec")) continue; // documentation of the members
      reader.model(member.getKey(), member.getValue());
    }
    return reader.prices;
  }

  private void model(String name, JsonNode given) {
    var theirs = given.path("litellm_provider").stringValue("");
    var list = LISTS.getOrDefault(theirs, theirs);
    if (!known.contains(list)) {
      prices.skip("a provider that the gateway does not know", name + " (" + theirs + ")");
      return;
    }
    var model = named(name, theirs, list);
    if (model == null) {
      prices.skip("prices of one region", name);
      return;
    }
    try {
      var period = period(given);
      if (period.isEmpty()) {
        prices.skip("prices by the picture, the second or the like, or none", name);
        return;
      }
      var row = Json.MAPPER.createObjectNode();
      row.put("name", model);
      var service = service(given);
      if (!service.isEmpty()) row.set("service", service);
      row.putArray("prices").add(period);
      prices.add(list, model, row);
    } catch (IllegalArgumentException e) {
      prices.skip(String.valueOf(e.getMessage()), name);
    }
  }

  /// Returns the name as sent to the provider; null if it also has a region.
  private static @Nullable String named(String name, String theirs, String list) {
    for (var prefix : List.of(theirs + "/", list + "/")) {
      if (name.startsWith(prefix)) name = name.substring(prefix.length());
    }
    boolean regional = list.equals("bedrock") || list.equals("azure");
    return regional && name.contains("/") ? null : name;
  }

  private static ObjectNode period(JsonNode given) {
    var made = Json.MAPPER.createObjectNode();
    var tiers = new TreeMap<Long, ObjectNode>();
    for (var member : given.properties()) {
      var bucket = TOKENS.get(member.getKey());
      if (bucket != null) {
        put(made, bucket, member.getValue(), PER_MILLION);
        continue;
      }
      var tier = TIER.matcher(member.getKey());
      var tiered = tier.matches() ? TOKENS.get(tier.group(1)) : null;
      if (tiered == null) continue;
      long above = Long.parseLong(tier.group(2)) * 1_000;
      var rates = tiers.computeIfAbsent(above, _ -> Json.MAPPER.createObjectNode());
      put(rates, tiered, member.getValue(), PER_MILLION);
    }
    put(made, "request", given.path("input_cost_per_request"), PER_THOUSAND);
    for (var size : SEARCHES) {
      if (made.has("search")) break;
      put(made, "search", given.path("search_context_cost_per_query").path(size), PER_THOUSAND);
    }
    if (made.isEmpty() || tiers.isEmpty()) return made;
    var list = made.putArray("tiers");
    tiers.forEach((above, rates) -> list.addObject().put("above", above).setAll(rates));
    return made;
  }

  private static void put(ObjectNode into, String bucket, JsonNode price, int shift) {
    if (price.isMissingNode() || price.isNull()) return;
    into.put(bucket, ImportedPrices.plain(amount(price).movePointRight(shift)));
  }

  private static BigDecimal amount(JsonNode number) {
    BigDecimal amount;
    try {
      amount = number.isString() ? new BigDecimal(number.stringValue()) : number.decimalValue();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("a price that is no number", e);
    }
    if (amount.signum() < 0) throw new IllegalArgumentException("a price below 0");
    return amount;
  }

  /// Returns tiers as factors. A tier is included only if the same factor applies to input and
  /// output.
  private static ObjectNode service(JsonNode given) {
    var factors = Json.MAPPER.createObjectNode();
    SERVICES.forEach(
        (ending, tier) -> {
          var in = factor(given, "input_cost_per_token", ending);
          var out = factor(given, "output_cost_per_token", ending);
          if (in == null) return;
          boolean one = out == null || in.compareTo(out) == 0;
          if (one) factors.put(tier, ImportedPrices.plain(in));
        });
    return factors;
  }

  private static @Nullable BigDecimal factor(JsonNode given, String member, String ending) {
    var usual = given.path(member);
    var priced = given.path(member + ending);
    if (!usual.isNumber() || !priced.isNumber() || usual.decimalValue().signum() <= 0) return null;
    var factor = priced.decimalValue().divide(usual.decimalValue(), 9, RoundingMode.HALF_EVEN);
    boolean exact = factor.multiply(usual.decimalValue()).compareTo(priced.decimalValue()) == 0;
    return exact ? factor : null;
  }
}
