package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.chat.Part;
import tools.jackson.databind.JsonNode;

/// Writes a block that only its own dialect knows as text: a `tool_reference` or a `search_result`
/// in a tool's result, for instance.
public final class ForeignBlockText {
  private static final int MOST = 1 << 16;

  private ForeignBlockText() {}

  public static String of(Part.Foreign block) {
    var text = new StringBuilder("[").append(block.node().path("type").asString("part"));
    add(block.node(), text);
    return text.append(']').toString();
  }

  private static void add(JsonNode node, StringBuilder text) {
    for (var member : node.properties()) {
      var value = member.getValue();
      if (member.getKey().equals("type") || text.length() > MOST) continue;
      if (value.isString()) text.append(' ').append(value.asString());
      else if (value.isArray()) for (var each : value) add(each, text);
      else add(value, text);
    }
  }
}
