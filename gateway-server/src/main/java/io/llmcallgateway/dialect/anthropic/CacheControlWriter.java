package io.llmcallgateway.dialect.anthropic;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.CacheMark;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The prompt-cache breakpoints of one request: Anthropic takes four. The first two (tools and
/// system, mostly) and the last two stay, which is what agents profit from.
final class CacheControlWriter {
  private static final int MOST = 4;

  private final List<ObjectNode> marked = new ArrayList<>(MOST);

  void put(@Nullable CacheMark mark, ObjectNode block) {
    if (mark == null) return;
    var control = block.putObject("cache_control").put("type", "ephemeral");
    if (mark == CacheMark.ONE_HOUR) control.put("ttl", mark.text());
    marked.add(block);
  }

  /// A node that may have a mark of its own already.
  void note(ObjectNode block) {
    if (block.has("cache_control")) marked.add(block);
  }

  boolean any() {
    return !marked.isEmpty();
  }

  void limit(Losses losses) {
    while (marked.size() > MOST) {
      marked.remove(2).remove("cache_control");
      losses.add("cache_control", "more-than-4");
    }
  }
}
