package io.llmcallgateway.dialect.anthropic.request;

import io.llmcallgateway.dialect.anthropic.content.ContentBlocks;
import io.llmcallgateway.dialect.support.RequestBodyParser;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.wire.JsonNodes;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads `tools` and `tool_choice`.
final class ToolsReader {
  private static final Set<String> KNOWN =
      Set.of("type", "name", "description", "input_schema", "strict", "cache_control");

  private ToolsReader() {}

  static void read(JsonNode root, ChatRequest.Builder request) {
    int index = 0;
    for (var tool : root.path("tools")) {
      var path = "tools[" + index++ + "]";
      if (!(tool instanceof ObjectNode object))
        throw RequestBodyParser.wrongType(path, "an object");
      request.tools.add(tool(object, path));
    }
    var choice = root.path("tool_choice");
    if (!choice.isObject()) return;
    request.toolChoice =
        switch (JsonNodes.text(choice, "type", "")) {
          case "auto" -> new ToolChoice.Auto();
          case "any" -> new ToolChoice.Required();
          case "none" -> new ToolChoice.None();
          case "tool" -> new ToolChoice.Named(JsonNodes.text(choice, "name", ""));
          default ->
              throw RequestBodyParser.invalid(
                  "tool_choice.type: must be 'auto', 'any', 'tool' or 'none'", "tool_choice.type");
        };
    if (Boolean.TRUE.equals(JsonNodes.flag(choice, "disable_parallel_tool_use"))) {
      request.parallelToolCalls = false;
    }
  }

  private static Tool tool(ObjectNode tool, String path) {
    var type = JsonNodes.text(tool, "type", "custom");
    if (!type.equals("custom")) return new Tool.Foreign(ContentBlocks.DIALECT, type, tool);
    var name = JsonNodes.text(tool, "name");
    if (name == null)
      throw RequestBodyParser.invalid(path + ".name: Field required", path + ".name");
    return new Tool.Function(
        name,
        JsonNodes.text(tool, "description"),
        JsonNodes.object(tool, "input_schema"),
        JsonNodes.flag(tool, "strict"),
        ContentBlocks.cache(tool),
        ContentBlocks.extras(tool, KNOWN));
  }
}
