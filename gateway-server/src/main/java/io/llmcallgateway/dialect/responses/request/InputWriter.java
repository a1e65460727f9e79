package io.llmcallgateway.dialect.responses.request;

import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.responses.content.ReasoningItems;
import io.llmcallgateway.dialect.responses.content.TypedMembers;
import io.llmcallgateway.dialect.support.CacheBreakpoints;
import io.llmcallgateway.dialect.support.Conversation;
import io.llmcallgateway.dialect.support.CustomToolInput;
import io.llmcallgateway.dialect.support.ToolCallIdRule;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a conversation as items.
final class InputWriter {
  private final TargetModel target;
  private final Losses losses;
  private final ContentWriter content;
  private final Set<String> customs = HashSet.newHashSet(0);
  private final Set<String> customCalls = HashSet.newHashSet(0);
  private final ArrayNode items = Json.MAPPER.createArrayNode();

  private InputWriter(TargetModel target, Losses losses) {
    this.target = target;
    this.losses = losses;
    this.content = new ContentWriter(target.rules(), losses);
  }

  static ArrayNode write(ChatRequest request, TargetModel target, Losses losses) {
    var writer = new InputWriter(target, losses);
    for (var tool : request.functions()) if (tool.custom()) writer.customs.add(tool.name());
    var conversation = Conversation.of(request, ToolCallIdRule.ANY, losses);
    int at = 0;
    for (var message : conversation.system()) writer.message(message, at++);
    for (var message : conversation.turns()) writer.message(message, at++);
    return writer.items;
  }

  private void message(Message message, int at) {
    var path = "messages[" + at + "]";
    if (message.name() != null) losses.add(path + ".name", "unsupported");
    switch (message.role()) {
      case SYSTEM -> instruct("system", message);
      case DEVELOPER ->
          instruct(
              target.rules().traits().refused().contains(Trait.DEVELOPER_ROLE)
                  ? "system"
                  : "developer",
              message);
      case USER -> user(message, path);
      case ASSISTANT -> assistant(message.parts(), path);
      case TOOL -> {
        for (var result : message.toolResults()) result(result, path);
      }
    }
  }

  private void instruct(String role, Message message) {
    var text = message.text();
    if (text.isEmpty()) return;
    var node = item("message").put("role", role);
    boolean marked = message.parts().stream().anyMatch(part -> CacheBreakpoints.mark(part) != null);
    if (!marked || !target.rules().takes(Trait.PROMPT_CACHE_BREAKPOINT)) {
      node.put("content", text);
      return;
    }
    var parts = node.putArray("content");
    for (var part : message.parts()) content.write(part, parts, "messages");
  }

  private void user(Message message, String path) {
    var parts = Json.MAPPER.createArrayNode();
    for (var part : message.parts()) {
      boolean item =
          part instanceof Part.Foreign foreign
              && foreign.dialect().equals(TypedMembers.DIALECT)
              && foreign.node().path("type").asString("").endsWith("_output");
      if (item && part instanceof Part.Foreign foreign) items.add(foreign.node());
      else content.write(part, parts, path);
    }
    if (!parts.isEmpty()) item("message").put("role", "user").set("content", parts);
  }

  private void assistant(List<Part> parts, String path) {
    ArrayNode open = null;
    for (int i = 0; i < parts.size(); i++) {
      switch (parts.get(i)) {
        case Part.Text text -> {
          if (text.text().isEmpty()) continue;
          var phase = text.extras().in(TypedMembers.DIALECT).get("phase");
          if (open == null || phase != null) {
            var message = item("message").put("role", "assistant");
            if (phase != null) message.set("phase", phase);
            open = message.putArray("content");
          }
          open.addObject().put("type", "output_text").put("text", text.text());
        }
        case Part.Refusal refusal -> {
          if (open == null) open = item("message").put("role", "assistant").putArray("content");
          open.addObject().put("type", "refusal").put("refusal", refusal.text());
        }
        case Part.Reasoning reasoning -> {
          open = null;
          reasoning(reasoning, isFollowed(parts, i), path);
        }
        case Part.ToolCall call -> {
          open = null;
          call(call, path);
        }
        case Part.Foreign foreign -> {
          open = null;
          if (foreign.dialect().equals(TypedMembers.DIALECT)) items.add(foreign.node());
          else losses.add(path + "." + foreign.node().path("type").asString("part"), "unsupported");
        }
        case Part.Media _ -> losses.add(path + ".content", "media-of-assistant");
        case Part.ToolResult _ -> losses.add(path + ".content", "misplaced-result");
      }
    }
  }

  /// True if an item other than reasoning follows. OpenAI rejects a reasoning item "without its
  /// required following item".
  private static boolean isFollowed(List<Part> parts, int at) {
    for (int i = at + 1; i < parts.size(); i++) {
      switch (parts.get(i)) {
        case Part.Text text -> {
          if (!text.text().isEmpty()) return true;
        }
        case Part.Refusal _, Part.ToolCall _ -> {
          return true;
        }
        case Part.Foreign foreign -> {
          if (foreign.dialect().equals(TypedMembers.DIALECT)) return true;
        }
        case Part.Reasoning _, Part.Media _, Part.ToolResult _ -> {}
      }
    }
    return false;
  }

  private void reasoning(Part.Reasoning reasoning, boolean followed, String path) {
    var signature = reasoning.signature();
    var here = path + ".reasoning";
    if (signature == null) {
      losses.add(here, "signature-lost");
    } else if (!signature.encrypted()
        || !signature.family().equals(ReasoningItems.family(target))) {
      losses.add(here, "foreign-signature");
    } else if (!followed) {
      losses.add(here, "nothing-follows");
    } else {
      var item = item("reasoning");
      if (signature.id() != null) item.put("id", signature.id());
      var summary = item.putArray("summary");
      if (!reasoning.text().isEmpty()) {
        summary.addObject().put("type", "summary_text").put("text", reasoning.text());
      }
      item.put("encrypted_content", signature.data());
    }
  }

  private void call(Part.ToolCall call, String path) {
    if (customs.contains(call.name())) {
      customCalls.add(call.id());
      var input = CustomToolInput.unwrap(call.arguments());
      item("custom_tool_call")
          .put("call_id", call.id())
          .put("name", call.name())
          .put("input", input);
      return;
    }
    var item = item("function_call");
    item.put("call_id", call.id()).put("name", call.name()).put("arguments", call.arguments());
    if (call.signature() != null) losses.add(path + ".tool_calls", "foreign-signature");
    extras(item, call.extras().in(TypedMembers.DIALECT));
  }

  private static void extras(ObjectNode item, Map<String, JsonNode> extras) {
    extras.forEach(
        (name, value) -> {
          if (!item.has(name)) item.set(name, value);
        });
  }

  private void result(Part.ToolResult result, String path) {
    boolean custom = customCalls.contains(result.callId());
    var item = item(custom ? "custom_tool_call_output" : "function_call_output");
    item.put("call_id", result.callId());
    boolean marked =
        CacheBreakpoints.mark(result) != null
            && target.rules().takes(Trait.PROMPT_CACHE_BREAKPOINT);
    boolean plain = !marked && result.content().stream().allMatch(Part.Text.class::isInstance);
    var mark = result.error() ? mark(result) : null;
    if (plain) {
      item.put("output", mark == null ? result.text() : mark + result.text());
    } else {
      var parts = item.putArray("output");
      if (mark != null) parts.addObject().put("type", "input_text").put("text", mark.strip());
      for (var part : result.content()) content.write(part.marked(null), parts, path);
      if (marked && parts.path(parts.size() - 1) instanceof ObjectNode last)
        CacheBreakpoints.write(last);
    }
    extras(item, result.extras().in(TypedMembers.DIALECT));
  }

  /// Returns the text that marks a tool's failure, for which there is no member, or null.
  private static @Nullable String mark(Part.ToolResult result) {
    return result.text().regionMatches(true, 0, "error", 0, 5) ? null : "Error: ";
  }

  private ObjectNode item(String type) {
    return items.addObject().put("type", type);
  }
}
