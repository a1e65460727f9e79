package io.llmcallgateway.dialect.anthropic;

import io.llmcallgateway.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Holds a model without schemas of its own to one: it must call a tool whose input is the answer,
/// which is turned back into text.
final class JsonAnswerTool {
  /// No client calls a tool of its own so.
  static final String TOOL = "llmcallgateway_json_answer";

  private JsonAnswerTool() {}

  static boolean is(String tool) {
    return tool.equals(TOOL);
  }

  static boolean fits(JsonNode schema) {
    return "object".equals(schema.path("type").asString("")) || schema.has("properties");
  }

  /// Makes the request ask for that tool's call alone.
  static void ask(ObjectNode root, JsonNode schema) {
    var tool = Json.MAPPER.createObjectNode();
    tool.put("name", TOOL);
    tool.put("description", "Gives the answer. Call it once, with the whole answer.");
    tool.set("input_schema", ToolsWriter.schema(schema));
    root.putArray("tools").add(tool);
    root.putObject("tool_choice")
        .put("type", "tool")
        .put("name", TOOL)
        .put("disable_parallel_tool_use", true);
  }
}
