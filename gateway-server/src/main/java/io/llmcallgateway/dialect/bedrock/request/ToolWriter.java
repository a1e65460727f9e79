package io.llmcallgateway.dialect.bedrock.request;

import io.llmcallgateway.dialect.bedrock.content.CachePoints;
import io.llmcallgateway.dialect.bedrock.content.SignatureCodec;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes `toolConfig`. It must be there whenever the history has tool blocks, and it knows no
/// choice `none`.
final class ToolWriter {
  private static final String NO_CALLS = "Do not call any tool now; answer in words.";

  private final ChatRequest request;
  private final ModelRules rules;
  private final CachePoints cache;
  private final Losses losses;
  private final List<String> instructions = new ArrayList<>(0);

  ToolWriter(ChatRequest request, ModelRules rules, CachePoints cache, Losses losses) {
    this.request = request;
    this.rules = rules;
    this.cache = cache;
    this.losses = losses;
  }

  /// True if the model takes tools at all.
  static boolean taken(ModelRules rules) {
    return rules.tools() && rules.takes(Trait.TOOLS);
  }

  /// The instructions in words that go beside the tools.
  List<String> instructions() {
    return instructions;
  }

  /// Null where the request needs none.
  @Nullable ObjectNode write(List<Message> turns) {
    if (!taken(rules)) {
      if (!request.tools().isEmpty()) losses.changesMeaning("tools", "unsupported");
      return null;
    }
    var history = calledIn(turns);
    boolean none = request.toolChoice() instanceof ToolChoice.None;
    if (none && history.isEmpty()) return null;
    var config = Json.MAPPER.createObjectNode();
    var tools = config.putArray("tools");
    writeTools(tools);
    if (tools.isEmpty()) {
      if (history.isEmpty()) return null;
      for (var name : history) {
        anyInput(tools.addObject().putObject("toolSpec").put("name", name));
      }
      losses.add("tools", "made-of-calls");
      none = true;
    }
    if (none) {
      instructions.add(NO_CALLS);
      losses.add("tool_choice", "instructed");
    } else {
      choose(config);
    }
    if (Boolean.FALSE.equals(request.parallelToolCalls())) {
      losses.add("parallel_tool_calls", "unsupported");
    }
    return config;
  }

  private static Set<String> calledIn(List<Message> turns) {
    var names = new LinkedHashSet<String>();
    for (var turn : turns) for (var call : turn.toolCalls()) names.add(call.name());
    return names;
  }

  private void writeTools(ArrayNode tools) {
    var allowed = request.toolChoice() instanceof ToolChoice.Allowed some ? some.names() : null;
    int index = 0;
    for (var tool : request.tools()) {
      var path = "tools[" + index++ + "]";
      switch (tool) {
        case Tool.Function function -> {
          if (allowed == null || allowed.contains(function.name())) write(function, path, tools);
        }
        case Tool.Foreign foreign -> {
          if (foreign.dialect().equals(DialectId.BEDROCK.text())) tools.add(foreign.node());
          else losses.changesMeaning(path, "unsupported");
        }
      }
    }
  }

  private void write(Tool.Function function, String path, ArrayNode tools) {
    var specification = tools.addObject().putObject("toolSpec").put("name", function.name());
    var description = function.description();
    if (description != null && !description.isBlank()) {
      specification.put("description", description);
    }
    anyInput(specification);
    if (function.schema() instanceof ObjectNode schema && !schema.isEmpty()) {
      var members = rules.serving().schemaMembers();
      var copy =
          members.isEmpty()
              ? schema.deepCopy()
              : SchemaSubset.of(schema, members, losses, path + ".schema");
      if (!copy.has("type")) copy.put("type", "object");
      specification.putObject("inputSchema").set("json", copy);
    }
    if (Boolean.TRUE.equals(function.strict())) {
      if (rules.jsonSchema()) specification.put("strict", true);
      else losses.add(path + ".strict", "unsupported");
    }
    cache.write(function.cache(), tools);
  }

  private static void anyInput(ObjectNode specification) {
    var schema = specification.putObject("inputSchema").putObject("json");
    schema.put("type", "object").putObject("properties");
  }

  private void choose(ObjectNode config) {
    var choice = request.toolChoice();
    if (choice == null || !choice.forces()) return;
    if (!rules.forcedTools()) {
      losses.changesMeaning("tool_choice", "unsupported");
      return;
    }
    var node = config.putObject("toolChoice");
    switch (choice) {
      case ToolChoice.Named named -> node.putObject("tool").put("name", named.name());
      case ToolChoice.Required _, ToolChoice.Allowed _ -> node.putObject("any");
      case ToolChoice.Auto _, ToolChoice.None _ -> node.putObject("auto");
    }
  }

  /// True if a call will be forced.
  boolean forces() {
    var choice = request.toolChoice();
    return choice != null && choice.forces() && rules.forcedTools() && taken(rules);
  }

  /// True if the last assistant turn is one whose tool results the model is to answer now, and
  /// lacks the signed reasoning that it began with.
  boolean loopLacksReasoning(List<Message> turns) {
    for (int i = turns.size() - 1; i >= 0; i--) {
      var turn = turns.get(i);
      if (turn.role() == Message.Role.TOOL) continue;
      if (turn.role() != Message.Role.ASSISTANT || turn.toolCalls().isEmpty()) return false;
      return turn.parts().isEmpty() || !isSigned(turn.parts().getFirst());
    }
    return false;
  }

  private boolean isSigned(Part part) {
    return part instanceof Part.Reasoning reasoning
        && reasoning.signature() != null
        && SignatureCodec.takes(rules, reasoning.signature());
  }
}
