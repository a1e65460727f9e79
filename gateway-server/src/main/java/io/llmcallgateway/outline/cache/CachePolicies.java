package io.llmcallgateway.outline.cache;

import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// How vendors keep prompts, as `prompt-caches.json` says. Immutable.
public final class CachePolicies {
  private static final String FILE = "/prompt-caches.json";
  private static final String OTHERS = "*";

  private final Map<String, CachePolicy> policies;

  private CachePolicies(Map<String, CachePolicy> policies) {
    this.policies = Map.copyOf(policies);
  }

  /// Returns the policies that are shipped in the jar.
  public static CachePolicies load() {
    try (var in = CachePolicies.class.getResourceAsStream(FILE)) {
      if (in == null) throw new IOException("the jar lacks " + FILE);
      var policies = new HashMap<String, CachePolicy>();
      for (var row : Json.MAPPER.readTree(in)) {
        policies.put(row.path("provider").asString(), policy(row));
      }
      return new CachePolicies(policies);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CachePolicy policy(JsonNode row) {
    return new CachePolicy(
        row.path("usual_seconds").asLong(),
        row.path("marked").asBoolean(false),
        row.path("minimum_tokens").asLong(),
        numbers(row.path("minimum_of_models")),
        JsonNodes.text(row, "retention_member"),
        numbers(row.path("retention_seconds")));
  }

  private static Map<String, Long> numbers(JsonNode object) {
    var numbers = new HashMap<String, Long>();
    for (var each : object.properties()) numbers.put(each.getKey(), each.getValue().asLong());
    return numbers;
  }

  /// Returns the policy of a provider by its id; by its format where the id is not known, since
  /// what must be marked is a matter of the format.
  public CachePolicy of(String provider, String dialect) {
    var own = policies.get(provider);
    if (own != null) return own;
    var ofFormat = policies.get(dialect);
    boolean marked = ofFormat != null && ofFormat.marked();
    return Objects.requireNonNull(marked ? ofFormat : policies.get(OTHERS));
  }
}
