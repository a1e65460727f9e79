package io.llmcallgateway.dialect.anthropic.answer;

import io.llmcallgateway.model.Usage;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes `usage`. Its `input_tokens` exclude tokens read from the cache and written to
/// it; its `output_tokens` include thinking. A stream sends usage several times, with some of the
/// counts each time: the last value of each count holds. One answer, one thread.
public final class UsageCodec {
  /// Values of `speed` and `inference_geo` with which list prices hold.
  private static final Set<String> USUAL = Set.of("standard", "global", "not_available");

  private boolean any;
  private long input;
  private long cacheRead;
  private long cacheWrites;
  private long cacheWriteHour;
  private long output;
  private long thinking;
  private long searches;
  private @Nullable String tier;
  private @Nullable String speed;
  private @Nullable String geo;

  /// Takes the counts that an event has.
  public void take(JsonNode usage) {
    if (!usage.isObject()) return;
    any = true;
    input = last(usage, "input_tokens", input);
    cacheRead = last(usage, "cache_read_input_tokens", cacheRead);
    cacheWrites = last(usage, "cache_creation_input_tokens", cacheWrites);
    output = last(usage, "output_tokens", output);
    cacheWriteHour =
        last(usage.path("cache_creation"), "ephemeral_1h_input_tokens", cacheWriteHour);
    thinking = last(usage.path("output_tokens_details"), "thinking_tokens", thinking);
    searches = last(usage.path("server_tool_use"), "web_search_requests", searches);
    var served = JsonNodes.text(usage, "service_tier");
    if (served != null) tier = served;
    speed = last(usage, "speed", speed);
    geo = last(usage, "inference_geo", geo);
  }

  private static long last(JsonNode usage, String name, long before) {
    return usage.path(name).isNumber() ? JsonNodes.count(usage, name) : before;
  }

  private static @Nullable String last(JsonNode usage, String name, @Nullable String before) {
    var told = JsonNodes.text(usage, name);
    return told == null ? before : told;
  }

  /// Returns the usage so far, or null if there was none.
  public @Nullable Usage usage() {
    if (!any) return null;
    long hour = Math.min(cacheWriteHour, cacheWrites);
    long thought = Math.min(thinking, output);
    return new Usage(input, cacheRead, cacheWrites - hour, hour, 0, output - thought, thought, 0)
        .billed(billing());
  }

  /// Returns the terms of billing. Fast mode and the place of inference change all prices
  /// (https://platform.claude.com/docs/en/about-claude/pricing).
  private Usage.Billing billing() {
    var terms = new ArrayList<String>(2);
    if (speed != null && !USUAL.contains(speed)) terms.add("speed:" + speed);
    if (geo != null && !USUAL.contains(geo)) terms.add("geo:" + geo);
    return new Usage.Billing(searches, 0, -1, tier, terms, null, null);
  }

  public static @Nullable Usage read(JsonNode answer) {
    var codec = new UsageCodec();
    codec.take(answer.path("usage"));
    return codec.usage();
  }

  public static ObjectNode write(@Nullable Usage known) {
    var usage = known == null ? Usage.NONE : known;
    var node = Json.MAPPER.createObjectNode();
    node.put("input_tokens", usage.uncached());
    node.put("cache_creation_input_tokens", usage.cacheWrites());
    node.put("cache_read_input_tokens", usage.cacheRead());
    var creation = node.putObject("cache_creation");
    creation.put("ephemeral_5m_input_tokens", usage.cacheWrite());
    creation.put("ephemeral_1h_input_tokens", usage.cacheWriteHour());
    node.put("output_tokens", usage.completionTokens());
    if (usage.reasoning() > 0) {
      node.putObject("output_tokens_details").put("thinking_tokens", usage.reasoning());
    }
    return node;
  }
}
