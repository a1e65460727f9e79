package io.llmcallgateway.dialect.responses.answer;

import io.llmcallgateway.dialect.support.ReportedCost;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.UsageSums;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes usage: `input_tokens` includes cached tokens, `output_tokens` includes
/// reasoning (xAI's too).
public final class UsageCodec {
  private UsageCodec() {}

  static @Nullable Usage read(JsonNode usage) {
    if (!usage.isObject()) return null;
    var in = usage.path("input_tokens_details");
    var out = usage.path("output_tokens_details");
    return new UsageSums(
            JsonNodes.count(usage, "input_tokens"),
            JsonNodes.count(usage, "output_tokens"),
            usage.path("total_tokens").isNumber() ? JsonNodes.count(usage, "total_tokens") : -1,
            JsonNodes.count(in, "cached_tokens"),
            JsonNodes.count(in, "cache_write_tokens"),
            JsonNodes.count(in, "audio_tokens"),
            JsonNodes.count(in, "image_tokens"),
            JsonNodes.count(out, "reasoning_tokens"),
            JsonNodes.count(out, "audio_tokens"),
            JsonNodes.count(out, "image_tokens"),
            false)
        .usage();
  }

  /// Returns the usage of a whole response, with its tier and the searches of the vendor's own
  /// tool.
  public static @Nullable Usage of(JsonNode response) {
    var usage = read(response.path("usage"));
    if (usage == null) return null;
    long searches = 0;
    for (var item : response.path("output")) {
      if (JsonNodes.text(item, "type", "").equals("web_search_call")) searches++;
    }
    return usage.billed(
        searches,
        ReportedCost.nanos(response.path("usage")),
        JsonNodes.text(response, "service_tier"));
  }

  static ObjectNode write(Usage usage) {
    var node = Json.MAPPER.createObjectNode();
    node.put("input_tokens", usage.promptTokens());
    node.putObject("input_tokens_details")
        .put("cached_tokens", usage.cacheRead())
        .put("cache_write_tokens", usage.cacheWrites());
    node.put("output_tokens", usage.completionTokens());
    node.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoning());
    node.put("total_tokens", usage.total());
    return node;
  }
}
