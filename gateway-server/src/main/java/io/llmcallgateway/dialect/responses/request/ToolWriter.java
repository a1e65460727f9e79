package io.llmcallgateway.dialect.responses.request;

import io.llmcallgateway.dialect.responses.content.TypedMembers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.wire.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes tools, flat as this API has them, and the tool choice.
record ToolWriter(ChatRequest request, ModelRules rules, Losses losses, boolean reasons) {

  void writeTo(ObjectNode root) {
    if (request.tools().isEmpty()) return;
    if (!rules.tools() || !rules.takes(Trait.TOOLS)) {
      losses.changesMeaning("tools", "unsupported");
      return;
    }
    var choice = request.toolChoice();
    boolean wordless = !rules.takes(Trait.TOOL_CHOICE);
    var only = wordless ? only(choice) : Set.<String>of();
    if (wordless && choice instanceof ToolChoice.None) return;
    var tools = tools(only);
    if (tools.isEmpty()) return;
    root.set("tools", tools);
    if (choice != null && !wordless) root.set("tool_choice", choice(choice));
    if (wordless && choice != null && choice.forces()) {
      losses.changesMeaning("tool_choice", "unsupported");
    }
    if (request.parallelToolCalls() != null) {
      root.put("parallel_tool_calls", request.parallelToolCalls());
    }
  }

  private static Set<String> only(@Nullable ToolChoice choice) {
    return switch (choice) {
      case ToolChoice.Named named -> Set.of(named.name());
      case ToolChoice.Allowed allowed -> new HashSet<>(allowed.names());
      case null -> Set.of();
      case ToolChoice.Auto _, ToolChoice.None _, ToolChoice.Required _ -> Set.of();
    };
  }

  private ArrayNode tools(Set<String> only) {
    var tools = Json.MAPPER.createArrayNode();
    int at = 0;
    for (var each : request.tools()) {
      int index = at++;
      switch (each) {
        case Tool.Function function -> {
          if (only.isEmpty() || only.contains(function.name())) tools.add(function(function));
        }
        case Tool.Foreign foreign -> {
          if (foreign.dialect().equals(TypedMembers.DIALECT)) tools.add(foreign.node());
          else losses.changesMeaning("tools[" + index + "]", "unsupported");
        }
      }
    }
    return tools;
  }

  private static ObjectNode function(Tool.Function function) {
    var form = function.form();
    if (form != null && function.custom()) {
      var custom = Json.MAPPER.createObjectNode().put("type", "custom");
      custom.put("name", function.name());
      if (form.description() != null) custom.put("description", form.description());
      if (form.format() != null) custom.set("format", form.format());
      return custom;
    }
    var node = Json.MAPPER.createObjectNode().put("type", "function");
    node.put("name", function.name());
    if (function.description() != null) node.put("description", function.description());
    var schema = function.schema();
    node.set("parameters", schema == null ? noParameters() : schema);
    // explicit, since here it is true by default
    node.put("strict", Boolean.TRUE.equals(function.strict()));
    function
        .extras()
        .in(TypedMembers.DIALECT)
        .forEach(
            (name, value) -> {
              if (!node.has(name)) node.set(name, value);
            });
    return node;
  }

  private static ObjectNode noParameters() {
    var schema = Json.MAPPER.createObjectNode().put("type", "object");
    schema.putObject("properties");
    return schema;
  }

  private JsonNode choice(ToolChoice choice) {
    boolean mayForce = rules.forcedTools() && (!reasons || rules.forcedWhileReasoning());
    if (choice.forces() && !mayForce) {
      losses.changesMeaning("tool_choice", "cannot-force");
      return word("auto");
    }
    return switch (choice) {
      case ToolChoice.Auto _ -> word("auto");
      case ToolChoice.None _ -> word("none");
      case ToolChoice.Required _ -> word("required");
      case ToolChoice.Named named -> named(named.name());
      case ToolChoice.Allowed allowed -> allowed(allowed.names(), allowed.required());
    };
  }

  private static JsonNode word(String word) {
    return Json.MAPPER.getNodeFactory().stringNode(word);
  }

  private ObjectNode named(String name) {
    var node = Json.MAPPER.createObjectNode();
    for (var tool : request.tools()) {
      if (tool instanceof Tool.Function it && it.custom() && it.name().equals(name)) {
        return node.put("type", "custom").put("name", name);
      }
      if (!(tool instanceof Tool.Foreign foreign)) continue;
      boolean custom = name.equals(foreign.node().path("name").asString(""));
      if (custom) return node.put("type", foreign.type()).put("name", name);
      if (name.equals(foreign.type())) return node.put("type", name);
    }
    return node.put("type", "function").put("name", name);
  }

  private ObjectNode allowed(List<String> names, boolean required) {
    var node = Json.MAPPER.createObjectNode().put("type", "allowed_tools");
    node.put("mode", required ? "required" : "auto");
    var tools = node.putArray("tools");
    for (var name : names) tools.add(named(name));
    return node;
  }
}
