package io.llmcallgateway.api.admin.settings;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.config.SecretMask;
import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.CallSums;
import io.llmcallgateway.journal.CallSums.Count;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.model.Cost.Bucket;
import io.llmcallgateway.route.TargetHealth;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Serves `/admin/api/providers` and `/admin/api/models`: what can be called, at which price, and
/// how it did in the last 24 hours.
public final class ProviderPages {
  private static final int MOST_MODELS = 1_000;
  private static final int MOST_FAILING = 20;
  private static final int MOST_UNPRICED = 100;
  private static final int MOST_GROUPS = 1_000;

  private static final Map<String, CallSums> NO_CALLS = Map.of();

  private final ConfigurationInForce.Source source;
  private final ConfigurationInForce.TextMask mask;
  private final InstantSource clock;
  private final DayFigures figures;
  private final RecentCalls recent;
  private final FailingTargets failing;

  /// Supplies the targets with recent failures.
  @FunctionalInterface
  public interface FailingTargets {
    List<TargetHealth.Failing> current();
  }

  public ProviderPages(
      ConfigurationInForce.Source source,
      ConfigurationInForce.TextMask mask,
      JournalAccess journal,
      FailingTargets failing,
      InstantSource clock) {
    this.source = source;
    this.mask = mask;
    this.failing = failing;
    this.clock = clock;
    this.figures = new DayFigures(journal, clock);
    this.recent = new RecentCalls(journal, clock);
  }

  /// Returns the routes of these pages.
  public List<Route> routes() {
    return List.of(
        new Route("GET", "/admin/api/providers", Route.Access.KEY, this::providers),
        new Route("GET", "/admin/api/models", Route.Access.KEY, this::models));
  }

  private void providers(HttpCall call) throws IOException {
    var now = source.current();
    var catalog = now.catalog();
    var sums = figures.by("provider", MOST_GROUPS, null);
    var page = Json.MAPPER.createObjectNode();
    var all = page.putArray("providers");
    var failed = failing.current();
    for (var provider : catalog.providers().values()) {
      put(provider, origin(provider, now), sums, failed, all);
    }
    var upstream = catalog.defaultUpstream();
    if (upstream != null && !catalog.providers().containsKey(upstream.id())) {
      put(upstream, "env", sums, failed, all);
    }
    for (var row : catalog.switchedOff()) {
      var one = all.addObject();
      one.put("id", row.id()).put("name", row.name());
      one.putArray("dialects").add(row.dialect().text());
      one.put("origin", "built-in").put("enabled", false);
      var variables = one.putArray("key_variables");
      for (var name : row.key()) variables.add(name);
    }
    call.json(200, Json.MAPPER.writeValueAsBytes(page));
  }

  private static String origin(Provider provider, ConfigurationInForce now) {
    if (provider.id().equals(Catalog.DEMO)) return "built-in";
    return now.settings().upstreams().providers().containsKey(provider.id()) ? "file" : "env";
  }

  private void put(
      Provider provider,
      String origin,
      Map<String, CallSums> sums,
      List<TargetHealth.Failing> failed,
      ArrayNode all) {
    var row = source.current().catalog().builtIn().rows().get(provider.id());
    var one = all.addObject();
    one.put("id", provider.id()).put("name", row == null ? provider.id() : row.name());
    var dialects = one.putArray("dialects");
    dialects.add(provider.dialect().text());
    for (var endpoint : provider.endpoints()) dialects.add(endpoint.dialect().text());
    one.put("base_url", mask.mask(provider.baseUrl()));
    one.put("origin", origin);
    var key = provider.key();
    if (key != null) one.put("key", SecretMask.of(key.reveal()));
    one.put("enabled", true).put("models", provider.models().size());
    var health = sums.get(provider.id());
    if (health != null) putHealth(provider.id(), health, one.putObject("health"));
    var own = failed.stream().filter(target -> target.provider().equals(provider.id())).toList();
    if (own.isEmpty()) return;
    var models = one.putArray("failing");
    for (var target : own.subList(0, Math.min(own.size(), MOST_FAILING))) {
      var until = Instant.ofEpochMilli(target.until()).toString();
      models.addObject().put("model", target.model()).put("until", until);
    }
  }

  private void putHealth(String provider, CallSums sums, ObjectNode health) {
    long calls = sums.get(Count.CALLS);
    long errors = sums.get(Count.ERRORS);
    health.put("calls", calls).put("errors", errors);
    health.put("error_rate", calls == 0 ? 0 : (double) errors / calls);
    long first = sums.firstToken().quantile(0.5);
    if (first >= 0 && sums.get(Count.FIRST_TOKENS) > 0) health.put("first_p50_ms", first / 1e3);
    var last = calls == 0 ? null : recent.last(provider);
    if (last != null) health.put("last_call", time(last));
    var failed = errors == 0 ? null : recent.lastFailed(provider);
    if (failed == null) return;
    var error = health.putObject("last_error");
    error.put("time", time(failed)).put("id", failed.id());
    if (failed.code() != null) error.put("code", failed.code());
  }

  private static String time(CallLine call) {
    return Instant.ofEpochMilli(call.startedAt()).toString();
  }

  private void models(HttpCall call) throws IOException {
    var now = source.current();
    var calls = figures.by("model", MOST_GROUPS, null);
    var page = Json.MAPPER.createObjectNode();
    var all = page.putArray("models");
    for (var group : now.catalog().groups()) {
      if (all.size() >= MOST_MODELS) break;
      var one = all.addObject().put("id", group.name());
      var targets = one.putArray("targets");
      for (var target : group.targets()) targets.add(target.provider() + "/" + target.model());
      if (!group.fallbacks().isEmpty()) group.fallbacks().forEach(one.putArray("fallbacks")::add);
      one.put("strategy", group.strategy().text());
      one.put("calls24h", calls(calls.get(group.name())));
    }
    var facts = new ModelFacts(now.catalog());
    var providers = new TreeMap<>(figures.by("provider", MOST_GROUPS, null));
    boolean more = false;
    for (var provider : now.catalog().providers().values()) {
      boolean called = providers.containsKey(provider.id()) && !provider.models().isEmpty();
      var own = called ? figures.by("model", MOST_GROUPS, provider.id()) : NO_CALLS;
      for (var model : provider.models()) {
        more = all.size() >= MOST_MODELS;
        if (more) break;
        var one = all.addObject();
        var id = provider.id() + "/" + model;
        one.put("id", id).put("provider", provider.id());
        facts.write(provider, model, one);
        putPrice(now, provider, model, one);
        one.put("calls24h", calls(own.get(id)) + calls(own.get(model)));
      }
    }
    page.put("more", more);
    putUnpriced(now.catalog(), providers, page.putArray("unpriced"));
    call.json(200, Json.MAPPER.writeValueAsBytes(page));
  }

  private void putPrice(ConfigurationInForce now, Provider provider, String model, ObjectNode one) {
    var list = now.catalog().prices(provider.id());
    var found = now.prices().find(list, model, clock.instant());
    if (found == null) return;
    var price = one.putObject("price");
    var rates = found.rates(0);
    put(price, "input", rates.of(Bucket.INPUT, found.billedAs()));
    put(price, "output", rates.of(Bucket.OUTPUT, found.billedAs()));
    put(price, "cache_read", rates.of(Bucket.CACHE_READ, found.billedAs()));
    put(price, "cache_write", rates.of(Bucket.CACHE_WRITE, found.billedAs()));
    price.put("list", found.list()).put("version", found.version());
  }

  private static void put(ObjectNode to, String name, @Nullable BigDecimal rate) {
    if (rate != null) to.put(name, rate);
  }

  private static long calls(@Nullable CallSums sums) {
    return sums == null ? 0 : sums.get(Count.CALLS);
  }

  /// The models whose calls of the last 24 hours have no known price.
  private void putUnpriced(Catalog catalog, Map<String, CallSums> providers, ArrayNode to) {
    for (var provider : providers.entrySet()) {
      if (provider.getValue().get(Count.UNPRICED) == 0) continue;
      var models = new TreeMap<>(figures.by("model", MOST_UNPRICED, provider.getKey()));
      for (var model : models.entrySet()) {
        long count = model.getValue().get(Count.UNPRICED);
        if (count == 0 || to.size() >= MOST_UNPRICED) continue;
        var prefix = provider.getKey() + "/";
        var name = model.getKey();
        if (name.startsWith(prefix)) name = name.substring(prefix.length());
        to.addObject()
            .put("model", name)
            .put("provider", provider.getKey())
            .put("calls", count)
            .put("list", catalog.prices(provider.getKey()))
            .put("line", line(name));
      }
    }
  }

  /// Returns the line that prices.yaml needs below the models of the list, its amounts left open.
  private static String line(String model) {
    var name = Json.MAPPER.writeValueAsString(model);
    return "- { name: " + name + ", prices: [ { input: \"…\", output: \"…\" } ] }";
  }
}
