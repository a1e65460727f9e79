package io.llmcallgateway.dialect.bedrock.content;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.CacheMark;
import io.llmcallgateway.wire.JsonNodes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// `cachePoint` blocks: a cache mark stands on its own here, after what it closes.
public final class CachePoints {
  /// More are an error.
  private static final int MOST = 4;

  private final Losses losses;
  private final boolean taken;
  private int written;

  /// @param taken whether the model takes them; those that do not answer with an error
  public CachePoints(boolean taken, Losses losses) {
    this.taken = taken;
    this.losses = losses;
  }

  /// The mark, where the block is one.
  public static @Nullable CacheMark read(JsonNode block) {
    var point = JsonNodes.object(block, "cachePoint");
    if (point == null) return null;
    return "1h".equals(JsonNodes.text(point, "ttl")) ? CacheMark.ONE_HOUR : CacheMark.FIVE_MINUTES;
  }

  public void write(@Nullable CacheMark cache, ArrayNode into) {
    if (cache == null) return;
    if (!taken || written == MOST) {
      losses.add("cache_control", taken ? "too-many" : "unsupported");
      return;
    }
    written++;
    var point = into.addObject().putObject("cachePoint");
    point.put("type", "default");
    if (cache == CacheMark.ONE_HOUR) point.put("ttl", cache.text());
  }
}
