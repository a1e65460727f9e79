package io.llmcallgateway.dialect.openai.content;

import io.llmcallgateway.dialect.support.CacheBreakpoints;
import io.llmcallgateway.model.chat.CacheMark;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.wire.JsonNodes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the members that messages, parts and tools have in common: cache marks, and the members
/// that only vendors of this format know.
public final class CommonMembers {
  /// The name of this format on parts and members that only it has.
  public static final String DIALECT = "openai";

  private CommonMembers() {}

  /// Returns the cache mark, or null: OpenAI's or Anthropic's, which many clients of OpenAI's
  /// format send too.
  public static @Nullable CacheMark cacheMark(JsonNode node) {
    if (!(node.path("cache_control") instanceof ObjectNode control)) {
      return CacheBreakpoints.read(node);
    }
    return "1h".equals(JsonNodes.text(control, "ttl"))
        ? CacheMark.ONE_HOUR
        : CacheMark.FIVE_MINUTES;
  }

  /// Returns the members of `node` that are not in `known`.
  public static Extras rest(JsonNode node, Set<String> known) {
    Map<String, JsonNode> rest = null;
    for (var member : node.properties()) {
      if (known.contains(member.getKey()) || member.getValue().isNull()) continue;
      if (rest == null) rest = new LinkedHashMap<>();
      rest.put(member.getKey(), member.getValue());
    }
    return rest == null ? Extras.NONE : new Extras(DIALECT, rest);
  }
}
