package io.llmcallgateway.dialect.openai.request;

import io.llmcallgateway.dialect.openai.content.CommonMembers;
import io.llmcallgateway.dialect.openai.content.CustomTools;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Selects the tools and the tool choice that a target gets, and writes them. A choice that cannot
/// be expressed is approximated by fewer tools.
final class ToolWriter {
  private final ChatRequest request;
  private final ModelRules rules;
  private final AcceptedTraits allowed;
  private final Losses losses;
  private List<Tool> tools;
  private @Nullable ToolChoice choice;

  ToolWriter(ChatRequest request, AcceptedTraits allowed, Losses losses) {
    this.request = request;
    this.rules = allowed.rules();
    this.allowed = allowed;
    this.losses = losses;
    tools = request.tools();
    choice = request.toolChoice();
  }

  private boolean untooled() {
    return !rules.takes(Trait.TOOLS) || !rules.tools();
  }

  void prepare() {
    if (tools.isEmpty()) {
      choice = null;
      return;
    }
    if (untooled()) {
      losses.changesMeaning("tools", "unsupported");
      tools = List.of();
      choice = null;
      return;
    }
    if (choice instanceof ToolChoice.Allowed allowed) {
      only(Set.copyOf(allowed.names()));
      choice = allowed.required() ? new ToolChoice.Required() : new ToolChoice.Auto();
    }
    if (choice != null && choice.forces() && !mayForce()) {
      losses.changesMeaning("tool_choice", "cannot-be-forced");
      choice = new ToolChoice.Auto();
    }
    if (!rules.takes(Trait.TOOL_CHOICE)) unchosen();
    // Mistral garbles its text when it has tools and may not call them (pydantic-ai's profile).
    if (choice instanceof ToolChoice.None && rules.has(Quirk.CHOICE_ANY)) {
      tools = List.of();
      choice = null;
    }
  }

  private boolean mayForce() {
    if (!rules.forcedTools()) return false;
    if (rules.forcedWhileReasoning() || !rules.alwaysReasons()) return true;
    var reasoning = request.reasoning();
    return reasoning != null && reasoning.mode() == ReasoningOptions.Mode.OFF;
  }

  private void unchosen() {
    switch (choice) {
      case null -> {}
      case ToolChoice.Auto _ -> {}
      case ToolChoice.None _ -> tools = List.of();
      case ToolChoice.Required _ -> losses.changesMeaning("tool_choice", "unsupported");
      case ToolChoice.Named named -> {
        only(Set.of(named.name()));
        losses.changesMeaning("tool_choice", "unsupported");
      }
      case ToolChoice.Allowed allowed -> only(Set.copyOf(allowed.names()));
    }
    choice = null;
  }

  private void only(Set<String> names) {
    tools =
        tools.stream()
            .filter(tool -> !(tool instanceof Tool.Function it) || names.contains(it.name()))
            .toList();
  }

  boolean any() {
    return !tools.isEmpty();
  }

  boolean forced() {
    return choice != null && choice.forces();
  }

  /// Returns the request with its calls and results as text, for targets without tools.
  ChatRequest spoken() {
    if (!untooled()) return request;
    var told = request.edit();
    told.messages.clear();
    for (var message : request.messages()) told.messages.add(spoken(message));
    return told.build();
  }

  private static Message spoken(Message message) {
    if (message.toolCalls().isEmpty() && message.role() != Role.TOOL) return message;
    var parts = new ArrayList<Part>();
    for (var part : message.parts()) {
      switch (part) {
        case Part.ToolCall call ->
            parts.add(
                Part.Text.of(
                    "[Called the tool " + call.name() + " with " + call.arguments() + "]"));
        case Part.ToolResult result -> {
          var name = result.name() == null ? result.callId() : result.name();
          parts.add(Part.Text.of("[Result of the tool " + name + "]"));
          parts.addAll(result.content());
        }
        case Part.Text _, Part.Media _, Part.Reasoning _, Part.Refusal _, Part.Foreign _ ->
            parts.add(part);
      }
    }
    var role = message.role() == Role.TOOL ? Role.USER : message.role();
    return new Message(role, parts, message.name(), message.extras());
  }

  void write(ObjectNode out) {
    var array = out.arrayNode();
    boolean strict = maySetStrict();
    for (var tool : tools) writeTool(tool, strict, array);
    if (array.isEmpty()) return;
    out.set("tools", array);
    writeChoice(out);
    var parallel = request.parallelToolCalls();
    if (parallel == null) return;
    // The default is true.
    if (parallel && !allowed.has(Trait.PARALLEL_TOOL_CALLS)) return;
    if (allowed.admits("parallel_tool_calls", losses)) out.put("parallel_tool_calls", parallel);
  }

  private boolean maySetStrict() {
    if (!rules.takes(Trait.STRICT_TOOLS)) return false;
    if (rules.takes(Trait.MIXED_STRICT_TOOLS)) return true;
    for (var tool : tools) {
      if (tool instanceof Tool.Function it && !Boolean.TRUE.equals(it.strict())) return false;
    }
    return true;
  }

  private void writeTool(Tool tool, boolean strict, ArrayNode array) {
    switch (tool) {
      case Tool.Foreign foreign -> {
        if (foreign.dialect().equals(CommonMembers.DIALECT)) array.add(foreign.node());
        else losses.changesMeaning("tools." + foreign.type(), "unknown-to-target");
      }
      case Tool.Function function when function.custom() && function.form() != null -> {
        var node = array.addObject();
        CustomTools.write(function, function.form(), node);
        if (function.cache() != null)
          CacheControlWriter.write(function.cache(), node, rules, losses);
      }
      case Tool.Function function -> {
        var node = array.addObject().put("type", "function");
        var inner = node.putObject("function").put("name", function.name());
        if (function.description() != null) inner.put("description", function.description());
        if (function.schema() != null) inner.set("parameters", function.schema());
        if (function.strict() != null && strict) inner.put("strict", function.strict());
        else if (Boolean.TRUE.equals(function.strict())) losses.add("tools.strict", "unsupported");
        if (rules.takes(Trait.OTHER_MEMBERS)) {
          function.extras().in(CommonMembers.DIALECT).forEach(node::set);
        }
        if (function.cache() != null)
          CacheControlWriter.write(function.cache(), node, rules, losses);
      }
    }
  }

  private void writeChoice(ObjectNode out) {
    switch (choice) {
      case null -> {}
      case ToolChoice.Auto _ -> out.put("tool_choice", "auto");
      case ToolChoice.None _ -> out.put("tool_choice", "none");
      case ToolChoice.Required _ ->
          out.put("tool_choice", rules.has(Quirk.CHOICE_ANY) ? "any" : "required");
      case ToolChoice.Named named -> {
        var type = CustomTools.names(request).contains(named.name()) ? "custom" : "function";
        out.putObject("tool_choice").put("type", type).putObject(type).put("name", named.name());
      }
      case ToolChoice.Allowed _ -> {} // expressed by fewer tools
    }
  }
}
