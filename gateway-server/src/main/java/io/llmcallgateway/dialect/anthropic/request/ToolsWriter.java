package io.llmcallgateway.dialect.anthropic.request;

import io.llmcallgateway.dialect.anthropic.content.ContentBlocks;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.wire.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Writes `tools` and `tool_choice`.
final class ToolsWriter {
  private final ChatRequest request;
  private final ModelRules rules;
  private final Losses losses;
  private final CacheControlWriter marks;

  ToolsWriter(ChatRequest request, ModelRules rules, Losses losses, CacheControlWriter marks) {
    this.request = request;
    this.rules = rules;
    this.losses = losses;
    this.marks = marks;
  }

  /// Writes the members.
  ///
  /// @param reasons true if thinking is on
  void write(ObjectNode root, boolean reasons) {
    if (request.tools().isEmpty()) {
      if (request.toolChoice() != null) losses.add("tool_choice", "no-tools");
      return;
    }
    if (!rules.tools()) {
      losses.changesMeaning("tools", "unsupported");
      return;
    }
    var tools = Json.MAPPER.createArrayNode();
    int index = 0;
    for (var tool : request.tools()) {
      var written = tool(tool, index++);
      if (written != null) tools.add(written);
    }
    if (tools.isEmpty()) return;
    root.set("tools", tools);
    var choice = choice(reasons);
    if (Boolean.FALSE.equals(request.parallelToolCalls())) {
      if (choice == null) choice = ContentBlocks.of("auto");
      if (!"none".equals(choice.path("type").asString(""))) {
        choice.put("disable_parallel_tool_use", true);
      }
    }
    if (choice != null) root.set("tool_choice", choice);
  }

  private @Nullable ObjectNode tool(Tool tool, int index) {
    return switch (tool) {
      case Tool.Foreign foreign -> {
        if (!foreign.dialect().equals(ContentBlocks.DIALECT)) {
          losses.changesMeaning("tools[" + index + "]", "unsupported-type");
          yield null;
        }
        var node = foreign.node().deepCopy();
        marks.note(node);
        yield node;
      }
      case Tool.Function function -> allowed(function.name()) ? function(function) : null;
    };
  }

  /// True if the tool choice allows the tool. Anthropic has no choice among some tools: only the
  /// allowed ones are sent.
  private boolean allowed(String name) {
    return !(request.toolChoice() instanceof ToolChoice.Allowed allowed)
        || allowed.names().contains(name);
  }

  private ObjectNode function(Tool.Function function) {
    var node = Json.MAPPER.createObjectNode();
    node.put("name", function.name());
    if (function.description() != null) node.put("description", function.description());
    node.set("input_schema", ContentBlocks.objectSchema(function.schema()));
    if (Boolean.TRUE.equals(function.strict())) {
      if (rules.jsonSchema()) node.put("strict", true);
      else losses.add("tools.strict", "unsupported");
    }
    marks.put(function.cache(), node);
    ContentBlocks.put(function.extras(), node);
    return node;
  }

  private @Nullable ObjectNode choice(boolean reasons) {
    var choice = request.toolChoice();
    if (choice == null) return null;
    if (choice.forces() && !rules.forcedTools()) {
      losses.changesMeaning("tool_choice", "forced-unsupported");
      return ContentBlocks.of("auto");
    }
    if (choice.forces() && reasons && !rules.forcedWhileReasoning()) {
      losses.changesMeaning("tool_choice", "not-forced-while-reasoning");
      return ContentBlocks.of("auto");
    }
    return switch (choice) {
      case ToolChoice.Auto _ -> ContentBlocks.of("auto");
      case ToolChoice.None _ -> ContentBlocks.of("none");
      case ToolChoice.Required _ -> ContentBlocks.of("any");
      case ToolChoice.Named named -> ContentBlocks.of("tool").put("name", named.name());
      case ToolChoice.Allowed(List<String> names, boolean required) -> {
        if (!required) yield ContentBlocks.of("auto");
        yield names.size() == 1
            ? ContentBlocks.of("tool").put("name", names.getFirst())
            : ContentBlocks.of("any");
      }
    };
  }
}
