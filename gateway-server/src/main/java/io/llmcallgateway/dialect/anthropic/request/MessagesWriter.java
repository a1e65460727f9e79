package io.llmcallgateway.dialect.anthropic.request;

import io.llmcallgateway.dialect.anthropic.content.ContentBlocks;
import io.llmcallgateway.dialect.support.TurnOrder;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes `messages`: user and assistant alternate, the user is first, and no text is empty.
final class MessagesWriter {
  private final ModelRules rules;
  private final Losses losses;
  private final CacheControlWriter marks;
  private final MediaWriter media;

  MessagesWriter(ModelRules rules, Losses losses, CacheControlWriter marks) {
    this.rules = rules;
    this.losses = losses;
    this.marks = marks;
    media = new MediaWriter(rules, losses, marks);
  }

  ArrayNode write(List<Message> turns) {
    var messages = Json.MAPPER.createArrayNode();
    int index = 0;
    for (var turn : turns) {
      var path = "messages[" + index++ + "]";
      if (turn.name() != null) losses.add(path + ".name", "unsupported");
      boolean assistant = turn.role() == Role.ASSISTANT;
      var blocks = assistant ? assistant(turn, path) : user(turn.parts(), path);
      if (blocks.isEmpty()) continue;
      append(messages, role(turn), blocks);
    }
    if (messages.isEmpty() || messages.get(0).path("role").asString("").equals("assistant")) {
      losses.add("messages[0]", "user-turn-added");
      var first = Json.MAPPER.createObjectNode().put("role", "user");
      first.putArray("content").add(ContentBlocks.text("(The conversation begins.)"));
      messages.insert(0, first);
    }
    trimLast(messages);
    // Marks move from turn to turn. With them all messages keep the same form, for the prompt
    // cache.
    if (!marks.any()) for (var message : messages) flatten((ObjectNode) message);
    return messages;
  }

  private static String role(Message turn) {
    return switch (turn.role()) {
      case ASSISTANT -> "assistant";
      case SYSTEM, DEVELOPER -> "system";
      case USER, TOOL -> "user";
    };
  }

  private static void append(ArrayNode messages, String role, List<ObjectNode> blocks) {
    if (!messages.isEmpty()) {
      var last = messages.get(messages.size() - 1);
      if (last.path("role").asString("").equals(role)) {
        ((ArrayNode) last.path("content")).addAll(blocks);
        return;
      }
    }
    messages.addObject().put("role", role).putArray("content").addAll(blocks);
  }

  /// Writes the content of a message that is one plain text as a string.
  private static void flatten(ObjectNode message) {
    var content = message.path("content");
    if (content.size() != 1) return;
    var only = content.get(0);
    if (only.size() == 2 && only.path("type").asString("").equals("text")) {
      message.set("content", only.path("text"));
    }
  }

  /// Trims the end of a final assistant message; the API refuses it otherwise: "final assistant
  /// content cannot end with trailing whitespace".
  private static void trimLast(ArrayNode messages) {
    var last = messages.get(messages.size() - 1);
    if (!last.path("role").asString("").equals("assistant")) return;
    var content = (ArrayNode) last.path("content");
    var block = (ObjectNode) content.get(content.size() - 1);
    if (!block.path("type").asString("").equals("text")) return;
    var text = block.path("text").asString("").stripTrailing();
    block.put("text", text);
    if (!text.isEmpty()) return;
    content.remove(content.size() - 1);
    if (content.isEmpty()) messages.remove(messages.size() - 1);
  }

  private List<ObjectNode> user(List<Part> parts, String path) {
    var blocks = new ArrayList<ObjectNode>(parts.size());
    for (var part : parts) {
      var block =
          switch (part) {
            case Part.Text text -> text(text);
            case Part.Refusal words -> words(words.text());
            case Part.Media medium -> media.write(medium, path);
            case Part.ToolResult result -> result(result, path);
            case Part.Foreign foreign -> foreign(foreign, path);
            case Part.Reasoning _, Part.ToolCall _ -> null;
          };
      if (block != null) blocks.add(block);
    }
    return blocks;
  }

  /// Writes an assistant turn. Text after the last call is moved before the calls, since the API
  /// takes it for an interrupted call.
  private List<ObjectNode> assistant(Message turn, String path) {
    var blocks = new ArrayList<ObjectNode>(turn.parts().size());
    for (var part : TurnOrder.endingWithCalls(turn.parts())) {
      var block =
          switch (part) {
            case Part.Text text -> text(text);
            case Part.Refusal words -> words(words.text());
            case Part.Reasoning reasoning -> reasoning(reasoning, path);
            case Part.Foreign foreign -> foreign(foreign, path);
            case Part.ToolCall call -> call(call, path);
            case Part.Media _ -> {
              losses.changesMeaning(path + ".content", "media-of-assistant");
              yield null;
            }
            case Part.ToolResult _ -> null;
          };
      if (block != null) blocks.add(block);
    }
    return blocks;
  }

  private static @Nullable ObjectNode words(String text) {
    return text.isBlank() ? null : ContentBlocks.text(text);
  }

  private @Nullable ObjectNode text(Part.Text text) {
    var block = words(text.text());
    if (block == null) return null;
    ContentBlocks.citations(
        text.citations().stream()
            .filter(each -> each.dialect().equals(ContentBlocks.DIALECT))
            .toList(),
        block);
    marks.put(text.cache(), block);
    ContentBlocks.put(text.extras(), block);
    return block;
  }

  private @Nullable ObjectNode reasoning(Part.Reasoning reasoning, String path) {
    var signature = reasoning.signature();
    if (rules.reasoning() == ReasoningStyle.NONE && !rules.alwaysReasons()) {
      losses.add(path + ".reasoning", "unsupported");
      return null;
    }
    if (signature == null || !ThinkingSettings.isOwn(reasoning)) {
      losses.add(path + ".reasoning", signature == null ? "signature-lost" : "foreign-signature");
      return null;
    }
    if (signature.encrypted()) {
      return ContentBlocks.of("redacted_thinking").put("data", signature.data());
    }
    return ContentBlocks.of("thinking")
        .put("thinking", reasoning.text())
        .put("signature", signature.data());
  }

  private @Nullable ObjectNode foreign(Part.Foreign foreign, String path) {
    if (foreign.dialect().equals(ContentBlocks.DIALECT)) {
      var node = foreign.node().deepCopy();
      marks.note(node);
      return node;
    }
    losses.add(path + ".content", "foreign-block");
    return null;
  }

  private ObjectNode call(Part.ToolCall call, String path) {
    var block = ContentBlocks.of("tool_use").put("id", call.id()).put("name", call.name());
    var input = ContentBlocks.input(call.arguments());
    if (input == null) {
      losses.add(path + ".tool_calls", "arguments-not-an-object");
      input = Json.MAPPER.createObjectNode().put("invalid_arguments", call.arguments());
    }
    block.set("input", input);
    if (call.signature() != null && !call.signature().family().equals(Signature.ANTHROPIC)) {
      losses.add(path + ".tool_calls", "foreign-signature");
    }
    marks.put(call.cache(), block);
    ContentBlocks.put(call.extras(), block);
    return block;
  }

  private ObjectNode result(Part.ToolResult result, String path) {
    var block = ContentBlocks.of("tool_result").put("tool_use_id", result.callId());
    var content = user(result.content(), path);
    boolean bare = content.size() == 1 && content.getFirst().size() == 2;
    if (bare && content.getFirst().has("text"))
      block.set("content", content.getFirst().get("text"));
    else if (!content.isEmpty()) block.putArray("content").addAll(content);
    if (result.error()) block.put("is_error", true);
    marks.put(result.cache(), block);
    ContentBlocks.put(result.extras(), block);
    return block;
  }
}
