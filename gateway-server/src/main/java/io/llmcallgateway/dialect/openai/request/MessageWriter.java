package io.llmcallgateway.dialect.openai.request;

import io.llmcallgateway.dialect.openai.content.CommonMembers;
import io.llmcallgateway.dialect.openai.content.CustomTools;
import io.llmcallgateway.dialect.openai.content.ReasoningDetails;
import io.llmcallgateway.dialect.openai.content.ThinkTags;
import io.llmcallgateway.dialect.support.CacheBreakpoints;
import io.llmcallgateway.dialect.support.Conversation;
import io.llmcallgateway.dialect.support.ForeignBlockText;
import io.llmcallgateway.dialect.support.ToolResultMedia;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.CacheMark;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a conversation as messages.
final class MessageWriter {
  private final ModelRules rules;
  private final AcceptedTraits allowed;
  private final Losses losses;
  private final PartWriter parts;
  private final ArrayNode out = Json.MAPPER.createArrayNode();

  private final Set<String> customs;
  private boolean usesTools;

  /// @param declaresTools true if the request declares tools
  ///
  /// @param customs the names of custom tools
  MessageWriter(AcceptedTraits allowed, Losses losses, boolean declaresTools, Set<String> customs) {
    this.usesTools = declaresTools;
    this.customs = customs;
    this.rules = allowed.rules();
    this.allowed = allowed;
    this.losses = losses;
    this.parts = new PartWriter(allowed, losses);
  }

  /// Returns the conversation as messages.
  ///
  /// @param instruction the gateway's own, after the client's
  ArrayNode write(Conversation conversation, @Nullable String instruction) {
    for (var turn : conversation.turns()) usesTools |= turn.role() == Message.Role.TOOL;
    var moved = new ToolResultMedia(parts::takes, losses).moved(conversation);
    var messages = new MessageNormalizer(allowed, losses).of(moved, instruction);
    for (var message : messages) writeMessage(message);
    markContinued();
    return out;
  }

  /// Marks an assistant's last message as one to be continued, for vendors that require the mark.
  private void markContinued() {
    if (out.isEmpty() || !(out.get(out.size() - 1) instanceof ObjectNode last)) return;
    boolean begun = last.path("role").asString("").equals("assistant") && !last.has("tool_calls");
    if (!begun) return;
    if (rules.takes(Trait.PREFIX)) last.put("prefix", true);
    if (rules.takes(Trait.PARTIAL)) last.put("partial", true);
  }

  private void writeMessage(Message message) {
    switch (message.role()) {
      case SYSTEM -> writeSpeech("system", message);
      case DEVELOPER -> writeSpeech("developer", message);
      case USER -> writeSpeech("user", message);
      case ASSISTANT -> writeAssistant(message);
      case TOOL -> writeResults(message);
    }
  }

  private ObjectNode start(String role, Message message) {
    var node = out.addObject().put("role", role);
    if (message.name() != null) {
      if (allowed.has(Trait.SPEAKER_NAMES)) node.put("name", message.name());
      else losses.add("messages.name", "unsupported");
    }
    return node;
  }

  private void extras(Message message, ObjectNode node) {
    var extras = message.extras().in(CommonMembers.DIALECT);
    if (extras.isEmpty()) return;
    for (var extra : extras.entrySet()) {
      var trait = Trait.of(extra.getKey());
      boolean taken = trait == null ? rules.takes(Trait.OTHER_MEMBERS) : allowed.has(trait);
      if (!taken) losses.add("messages." + extra.getKey(), "unknown-to-target");
      else if (!node.has(extra.getKey())) node.set(extra.getKey(), extra.getValue());
    }
  }

  private void writeSpeech(String role, Message message) {
    var content = parts.content(message.parts());
    boolean lost = content.isString() && content.asString().isEmpty();
    if (lost && !message.parts().isEmpty() && message.text().isEmpty())
      return; // reported as a loss
    var node = start(role, message);
    node.set("content", content);
    extras(message, node);
  }

  /// Writes an assistant's message, unless nothing of it is left: Kimi refuses an empty one
  /// (MoonshotAI/kimi-code#1985).
  private void writeAssistant(Message message) {
    var node = start("assistant", message);
    var calls = message.toolCalls();
    var reasoning = new ArrayList<Part.Reasoning>();
    var text = new StringBuilder();
    var refusal = new StringBuilder();
    for (var part : message.parts()) {
      switch (part) {
        case Part.Text words -> {
          text.append(words.text());
          if (words.cache() != null) losses.add("cache_control", "no-place-on-assistant");
        }
        case Part.Refusal words -> refusal.append(words.text());
        case Part.Reasoning thought -> reasoning.add(thought);
        case Part.Media _ -> losses.add("messages.content", "media-of-assistant");
        case Part.Foreign foreign -> {
          if (!foreign.dialect().equals(CommonMembers.DIALECT)) {
            losses.add("messages.content", "unknown-to-target");
          }
        }
        case Part.ToolCall _, Part.ToolResult _ -> {}
      }
    }
    var words = text.toString();
    if (!refusal.isEmpty()) {
      if (!rules.takes(Trait.OTHER_MEMBERS)) words += refusal;
      else node.put("refusal", refusal.toString());
    }
    boolean kept = !message.extras().in(CommonMembers.DIALECT).isEmpty();
    if (words.isEmpty() && calls.isEmpty() && !node.has("refusal") && !kept) {
      out.remove(out.size() - 1);
      return;
    }
    if (words.isEmpty() && (!calls.isEmpty() || node.has("refusal"))) node.putNull("content");
    else node.put("content", words);
    writeReasoning(reasoning, calls, words, node);
    if (!calls.isEmpty()) writeCalls(calls, node);
    extras(message, node);
  }

  private void writeReasoning(
      List<Part.Reasoning> reasoning, List<Part.ToolCall> calls, String words, ObjectNode node) {
    var thoughts = new StringBuilder();
    for (var part : reasoning) thoughts.append(part.text());
    if (rules.has(Quirk.RETURN_DETAILS)) {
      writeDetails(reasoning, calls, thoughts.toString(), node);
    } else if (rules.has(Quirk.RETURN_THINKING_PARTS)) {
      if (!thoughts.isEmpty()) writeThinkingParts(thoughts.toString(), words, node);
    } else if (rules.has(Quirk.RETURN_THINK_TAGS)) {
      if (!thoughts.isEmpty()) node.put("content", ThinkTags.write(thoughts.toString(), words));
    } else if (rules.has(Quirk.RETURN_REASONING)) {
      returnReasoning(thoughts.toString(), node);
    } else if (!reasoning.isEmpty()) {
      losses.add("messages.reasoning", "not-taken");
    }
  }

  /// Writes the member for reasoning. Once tools are used, each turn of the assistant has it:
  /// DeepSeek refuses turns without it (api-docs.deepseek.com/guides/thinking_mode), Moonshot
  /// refuses an empty one, all accept a space. Before a tool is used the member is ignored; it is
  /// written as soon as there are tools, so that the turns before the first call stay as they were,
  /// for prompt caches. Older models, which have no tools, refuse it.
  private void returnReasoning(String thoughts, ObjectNode node) {
    if (!usesTools) return;
    if (!rules.has(Quirk.REASONING_FIELD)) {
      node.put("reasoning_content", thoughts.isEmpty() ? " " : thoughts);
    } else if (!thoughts.isEmpty()) {
      node.put("reasoning", thoughts);
    }
  }

  private static void writeDetails(
      List<Part.Reasoning> reasoning, List<Part.ToolCall> calls, String thoughts, ObjectNode node) {
    var signed = reasoning.stream().filter(part -> part.signature() != null).toList();
    var details = ReasoningDetails.of(signed);
    for (var call : calls) {
      var signature = call.signature();
      if (signature == null) continue;
      var own = new Signature(signature.family(), true, signature.data(), call.id());
      ReasoningDetails.write(details, new Part.Reasoning("", own), details.size());
    }
    if (!details.isEmpty()) node.set("reasoning_details", details);
    else if (!thoughts.isEmpty()) node.put("reasoning", thoughts);
  }

  private static void writeThinkingParts(String thoughts, String words, ObjectNode node) {
    var content = node.putArray("content");
    content
        .addObject()
        .put("type", "thinking")
        .putArray("thinking")
        .addObject()
        .put("type", "text")
        .put("text", thoughts);
    if (!words.isEmpty()) content.addObject().put("type", "text").put("text", words);
  }

  private void writeCalls(List<Part.ToolCall> calls, ObjectNode node) {
    var array = node.putArray("tool_calls");
    for (var call : calls) {
      if (call.cache() != null) losses.add("cache_control", "no-place-on-assistant");
      var each = array.addObject().put("id", call.id()).put("type", "function");
      if (customs.contains(call.name())) {
        CustomTools.writeCall(call.name(), call.arguments(), each);
      } else {
        each.putObject("function").put("name", call.name()).put("arguments", call.arguments());
      }
      var signature = call.signature();
      if (signature == null) continue;
      boolean gemini = signature.family().equals(Signature.GEMINI);
      if (gemini && rules.has(Quirk.RETURN_EXTRA_CONTENT)) {
        each.putObject("extra_content")
            .putObject("google")
            .put("thought_signature", signature.data());
      } else if (!rules.has(Quirk.RETURN_DETAILS)) {
        losses.add("messages.tool_calls", "foreign-signature");
      }
    }
  }

  /// Writes one message for each result. Results hold text only; `ToolResultMedia` has moved the
  /// rest.
  private void writeResults(Message message) {
    for (var result : message.toolResults()) {
      var text = new StringBuilder(result.text());
      for (var part : result.content()) {
        if (!(part instanceof Part.Foreign foreign)) continue;
        if (!text.isEmpty()) text.append('\n');
        text.append(ForeignBlockText.of(foreign));
      }
      boolean told = text.toString().startsWith("Error");
      if (result.error() && !told) text.insert(0, "Error: ");
      var node = out.addObject().put("role", "tool").put("tool_call_id", result.callId());
      writeResult(text.toString(), CacheBreakpoints.mark(result), node);
      extras(message, node);
    }
  }

  /// Writes a result as a string, or as a part if a cache mark stands after it.
  private void writeResult(String text, @Nullable CacheMark mark, ObjectNode node) {
    node.put("content", text);
    if (mark == null || text.isEmpty()) return;
    var part = Json.MAPPER.createObjectNode().put("type", "text").put("text", text);
    CacheControlWriter.write(mark, part, rules, losses);
    if (part.size() > 2) node.putArray("content").add(part);
  }
}
