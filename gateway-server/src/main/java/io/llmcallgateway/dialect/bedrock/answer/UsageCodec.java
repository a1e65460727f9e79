package io.llmcallgateway.dialect.bedrock.answer;

import io.llmcallgateway.model.Usage;
import io.llmcallgateway.wire.JsonNodes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Bedrock's `usage`: what was cached stands beside `inputTokens`, not in it.
public final class UsageCodec {
  private UsageCodec() {}

  /// The usage of an answer, or of a stream's metadata, with its tier.
  public static @Nullable Usage of(JsonNode answer) {
    var usage = read(answer.path("usage"));
    if (usage == null) return null;
    return usage.served(JsonNodes.text(answer.path("serviceTier"), "type"));
  }

  public static @Nullable Usage read(JsonNode usage) {
    if (!usage.isObject()) return null;
    // Some models send each cache count under two names.
    long read = either(usage, "cacheReadInputTokens", "cacheReadInputTokenCount");
    long written = either(usage, "cacheWriteInputTokens", "cacheWriteInputTokenCount");
    long hour = 0;
    for (var detail : usage.path("cacheDetails")) {
      if ("1h".equals(JsonNodes.text(detail, "ttl")))
        hour += JsonNodes.count(detail, "inputTokens");
    }
    hour = Math.min(hour, written);
    return new Usage(
        JsonNodes.count(usage, "inputTokens"),
        read,
        written - hour,
        hour,
        0,
        JsonNodes.count(usage, "outputTokens"),
        0,
        0);
  }

  private static long either(JsonNode usage, String name, String otherName) {
    return Math.max(JsonNodes.count(usage, name), JsonNodes.count(usage, otherName));
  }

  /// Clients' SDKs count on the three sums, so zeros stand for what nobody told.
  public static void write(ObjectNode into, @Nullable Usage usage) {
    var told = usage == null ? Usage.NONE : usage;
    into.put("inputTokens", told.uncached());
    into.put("outputTokens", told.completionTokens());
    into.put("totalTokens", told.total());
    if (told.cacheRead() == 0 && told.cacheWrites() == 0) return;
    into.put("cacheReadInputTokens", told.cacheRead());
    into.put("cacheWriteInputTokens", told.cacheWrites());
    if (told.cacheWriteHour() == 0) return;
    var details = into.putArray("cacheDetails");
    details.addObject().put("ttl", "1h").put("inputTokens", told.cacheWriteHour());
    if (told.cacheWrite() > 0) {
      details.addObject().put("ttl", "5m").put("inputTokens", told.cacheWrite());
    }
  }
}
