package io.llmcallgateway.dialect.anthropic.request;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.CacheMark;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Writes the `cache_control` marks of one request. Anthropic accepts four: the first two (mostly
/// those of tools and system) and the last two are kept, which serve agents best.
final class CacheControlWriter {
  private static final int MOST = 4;

  private final List<ObjectNode> marked = new ArrayList<>(MOST);

  /// Marks a block; null leaves it unmarked.
  void put(@Nullable CacheMark mark, ObjectNode block) {
    if (mark == null) return;
    var control = block.putObject("cache_control").put("type", "ephemeral");
    if (mark == CacheMark.ONE_HOUR) control.put("ttl", mark.text());
    marked.add(block);
  }

  /// Counts the mark that a block from the client may have already.
  void note(ObjectNode block) {
    if (block.has("cache_control")) marked.add(block);
  }

  /// True if any block is marked.
  boolean any() {
    return !marked.isEmpty();
  }

  /// Removes marks from the middle until four are left.
  void limit(Losses losses) {
    while (marked.size() > MOST) {
      marked.remove(2).remove("cache_control");
      losses.add("cache_control", "more-than-4");
    }
  }
}
