package io.llmcallgateway.dialect.anthropic.content;

import io.llmcallgateway.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Forces structured output from a model without support for JSON schemas: the model must call a
/// tool with the schema, and the input of that call becomes the text of the answer.
public final class JsonAnswerTool {
  /// A name that no client's tool has.
  static final String TOOL = "llmcallgateway_json_answer";

  private JsonAnswerTool() {}

  public static boolean is(String tool) {
    return tool.equals(TOOL);
  }

  /// True if the schema can be a tool's: it describes an object.
  public static boolean fits(JsonNode schema) {
    return "object".equals(schema.path("type").asString("")) || schema.has("properties");
  }

  /// Makes the tool the only one of a request, and its call required.
  public static void ask(ObjectNode root, JsonNode schema) {
    var tool = Json.MAPPER.createObjectNode();
    tool.put("name", TOOL);
    tool.put("description", "Gives the answer. Call it once, with the whole answer.");
    tool.set("input_schema", ContentBlocks.objectSchema(schema));
    root.putArray("tools").add(tool);
    root.putObject("tool_choice")
        .put("type", "tool")
        .put("name", TOOL)
        .put("disable_parallel_tool_use", true);
  }
}
