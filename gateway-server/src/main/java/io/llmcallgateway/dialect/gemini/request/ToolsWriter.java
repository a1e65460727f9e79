package io.llmcallgateway.dialect.gemini.request;

import io.llmcallgateway.dialect.gemini.content.GeminiPart;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.wire.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes `tools` and `toolConfig`.
final class ToolsWriter {
  private final ChatRequest request;
  private final ModelRules rules;
  private final Losses losses;

  ToolsWriter(ChatRequest request, ModelRules rules, Losses losses) {
    this.request = request;
    this.rules = rules;
    this.losses = losses;
  }

  void write(ObjectNode root) {
    if (request.tools().isEmpty()) return;
    if (!rules.tools()) {
      losses.changesMeaning("tools", "unsupported");
      return;
    }
    var choice = choice();
    var functions = Json.MAPPER.createArrayNode();
    var tools = Json.MAPPER.createArrayNode();
    for (int i = 0; i < request.tools().size(); i++) {
      var path = "tools[" + i + "]";
      switch (request.tools().get(i)) {
        case Tool.Function function -> functions.add(function(function, path));
        case Tool.Foreign foreign -> {
          if (foreign.dialect().equals(GeminiPart.DIALECT)) tools.add(foreign.node());
          else losses.changesMeaning(path + "." + foreign.type(), "unsupported");
        }
      }
    }
    if (!functions.isEmpty()) tools.addObject().set("functionDeclarations", functions);
    if (tools.isEmpty()) return;
    root.set("tools", tools);
    if (choice != null && !functions.isEmpty()) writeChoice(choice, root);
    // Google has no such member: a client that wants one call at a time may get several.
    if (Boolean.FALSE.equals(request.parallelToolCalls())) {
      losses.add("parallel_tool_calls", "unsupported");
    }
  }

  private ObjectNode function(Tool.Function function, String path) {
    var node = Json.MAPPER.createObjectNode();
    node.put("name", function.name());
    if (function.description() != null) node.put("description", function.description());
    if (function.schema() != null) node.set("parametersJsonSchema", function.schema());
    if (Boolean.TRUE.equals(function.strict())) losses.add(path + ".strict", "unsupported");
    if (function.cache() != null) losses.add("cache_control", "implicit");
    function.extras().in(GeminiPart.DIALECT).forEach(node::set);
    return node;
  }

  /// Returns the tool choice that the model supports.
  private ToolChoice choice() {
    var choice = request.toolChoice();
    if (choice == null || !choice.forces()) return choice == null ? new ToolChoice.Auto() : choice;
    var reasoning = request.reasoning();
    boolean reasons = reasoning != null && reasoning.mode() != ReasoningOptions.Mode.OFF;
    if (rules.forcedTools() && (!reasons || rules.forcedWhileReasoning())) return choice;
    losses.changesMeaning("tool_choice", "unsupported");
    return new ToolChoice.Auto();
  }

  private void writeChoice(ToolChoice choice, ObjectNode root) {
    // Auto is the default, and Gemini 3 does better if it is not sent.
    if (request.toolChoice() == null || choice instanceof ToolChoice.Auto) return;
    var calling = root.putObject("toolConfig").putObject("functionCallingConfig");
    switch (choice) {
      case ToolChoice.Auto _ -> calling.put("mode", "AUTO");
      case ToolChoice.None _ -> calling.put("mode", "NONE");
      case ToolChoice.Required _ -> calling.put("mode", "ANY");
      case ToolChoice.Named named -> {
        calling.put("mode", "ANY");
        names(calling, List.of(named.name()));
      }
      case ToolChoice.Allowed allowed -> {
        // Only these two modes accept names, and VALIDATED permits a text, too.
        calling.put("mode", allowed.required() ? "ANY" : "VALIDATED");
        names(calling, allowed.names());
      }
    }
  }

  private static void names(ObjectNode calling, List<String> names) {
    ArrayNode all = calling.putArray("allowedFunctionNames");
    names.forEach(all::add);
  }
}
