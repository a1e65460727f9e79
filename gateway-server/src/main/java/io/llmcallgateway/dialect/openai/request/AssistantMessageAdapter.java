package io.llmcallgateway.dialect.openai.request;

import io.llmcallgateway.dialect.ToolNameRule;
import io.llmcallgateway.dialect.support.BodyEdits;
import io.llmcallgateway.dialect.support.MemberEdits;
import io.llmcallgateway.dialect.support.PendingLosses;
import io.llmcallgateway.dialect.support.ScannedValue;
import io.llmcallgateway.dialect.support.ToolCallIdRule;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Trait;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adapts an assistant's message to a vendor that expects its reasoning in a member of its own, or
/// ids of a form of its own. The result depends on the message and on whether the request has
/// tools, not on what follows it, so that a session's next request begins with the bytes of this
/// one.
final class AssistantMessageAdapter {
  private static final List<String> THOUGHTS =
      List.of("reasoning_content", "reasoning", "thinking");
  private static final List<String> SIGNED =
      List.of("reasoning_details", "thinking_blocks", "extra_content");

  private final byte[] bytes;
  private final ModelRules rules;
  private final BodyEdits edits;
  private final PendingLosses losses;
  private final boolean usesTools;

  /// @param usesTools true if tools are offered or have been used
  AssistantMessageAdapter(
      byte[] bytes, ModelRules rules, BodyEdits edits, PendingLosses losses, boolean usesTools) {
    this.bytes = bytes;
    this.rules = rules;
    this.edits = edits;
    this.losses = losses;
    this.usesTools = usesTools;
  }

  /// True if the message is empty, which Kimi, for one, refuses.
  static boolean isEmpty(ScannedValue message) {
    if (!message.text("role").equals("assistant")) return false;
    for (var member : message.members()) {
      boolean said = !member.name().equals("role") && !member.name().equals("name");
      boolean thought = THOUGHTS.contains(member.name());
      if (said && !thought && !member.value().isNull() && !member.value().isEmpty()) return false;
    }
    return true;
  }

  /// True if byte ranges are enough to adapt the message.
  boolean fit(ScannedValue message, MemberEdits gone) {
    if (message.get("function_call") != null) return false;
    for (var name : SIGNED) {
      var value = message.get(name);
      if (value != null && !value.isEmpty()) return false;
    }
    var calls = message.get("tool_calls");
    if (calls != null && !calls.isEmpty()) {
      return fitCalls(calls) && fitContent(message, true, gone);
    }
    if (message.member("tool_calls") != null) gone.remove("tool_calls");
    return fitContent(message, false, gone);
  }

  private boolean fitCalls(ScannedValue calls) {
    for (var call : calls.items()) {
      var type = call.text("type");
      var function = call.get("function");
      if (type.equals("custom") || function == null || call.get("extra_content") != null) {
        return false;
      }
      boolean plain = type.isEmpty() || type.equals("function");
      if (plain && !ToolNameRule.WORD_64.fits(function.text("name"))) return false;
      var arguments = function.get("arguments");
      if (arguments == null || !arguments.isString()) return false;
      var text = arguments.text();
      boolean none = text != null && (text.isBlank() || text.equals("null"));
      if (none) edits.replace(arguments.span(), "\"{}\"");
      if (!fitId(call.get("id"))) return false;
    }
    return true;
  }

  /// True if the target accepts the id, as it was or as it is written now.
  boolean fitId(@Nullable ScannedValue id) {
    if (id == null || id.text() == null) return false;
    var rule = rules.has(Quirk.NINE_CHARACTER_IDS) ? ToolCallIdRule.NINE : ToolCallIdRule.ANY;
    var fitting = rule.fit(id.text());
    if (!fitting.equals(id.text())) edits.replace(id.span(), "\"" + fitting + "\"");
    return true;
  }

  private boolean fitContent(ScannedValue message, boolean called, MemberEdits gone) {
    var thoughts = thoughts(message);
    if (rules.has(Quirk.RETURN_DETAILS)) return true;
    if (rules.has(Quirk.RETURN_THINKING_PARTS)) {
      dropThoughts(message, gone, "");
      if (thoughts == null) return ownParts(message) || writeText(message, called);
      return writeThinkingParts(message, thoughts.raw(bytes));
    }
    if (rules.has(Quirk.RETURN_THINK_TAGS)) {
      dropThoughts(message, gone, "");
      if (thoughts == null) return writeText(message, called);
      var words = words(message);
      if (words == null) return false;
      return write(message, "\"<think>" + thoughts.inner(bytes) + "</think>\\n\\n" + words + "\"");
    }
    if (!writeText(message, called)) return false;
    if (rules.has(Quirk.RETURN_REASONING)) {
      returnReasoning(message, thoughts, gone);
    } else {
      dropThoughts(message, gone, "");
      if (thoughts != null) losses.add("messages.reasoning", "not-taken");
    }
    return true;
  }

  private static @Nullable ScannedValue thoughts(ScannedValue message) {
    for (var name : THOUGHTS) {
      var value = message.get(name);
      if (value != null && value.isString() && !value.isEmpty()) return value;
    }
    return null;
  }

  private static void dropThoughts(ScannedValue message, MemberEdits gone, String kept) {
    for (var name : THOUGHTS) {
      if (!name.equals(kept) && message.member(name) != null) gone.remove(name);
    }
  }

  /// See `MessageWriter.returnReasoning`.
  private void returnReasoning(
      ScannedValue message, @Nullable ScannedValue thoughts, MemberEdits gone) {
    boolean bare = rules.has(Quirk.REASONING_FIELD);
    var name = bare ? "reasoning" : "reasoning_content";
    if (!usesTools || (thoughts == null && bare)) {
      dropThoughts(message, gone, "");
      return;
    }
    var own = message.member(name);
    if (thoughts == null) {
      dropThoughts(message, gone, name);
      if (own == null) add(message, "\"" + name + "\":\" \"");
      else edits.replace(own.value().span(), "\" \"");
      return;
    }
    if (own != null && own.value().equals(thoughts)) {
      dropThoughts(message, gone, name);
      return;
    }
    for (var member : message.members()) {
      if (member.value().equals(thoughts)) {
        dropThoughts(message, gone, member.name());
        edits.replace(member.nameSpan(bytes), "\"" + name + "\"");
      }
    }
  }

  private boolean ownParts(ScannedValue message) {
    var content = message.get("content");
    if (content == null || !content.isArray()) return false;
    for (var part : content.items()) if (part.text("type").equals("thinking")) return true;
    return false;
  }

  private boolean writeThinkingParts(ScannedValue message, String thoughts) {
    if (ownParts(message)) return false;
    var words = words(message);
    if (words == null) return false;
    var text = "{\"type\":\"text\",\"text\":%s}";
    var parts = "[{\"type\":\"thinking\",\"thinking\":[" + text.formatted(thoughts) + "]}";
    if (!words.isEmpty()) parts += "," + text.formatted("\"" + words + "\"");
    return write(message, parts + "]");
  }

  /// Returns the assistant's text as the inside of one JSON string, or null if there is more than
  /// text.
  private @Nullable String words(ScannedValue message) {
    var content = message.get("content");
    if (content == null) return "";
    return content.isString() ? content.inner(bytes) : PartsAdapter.joined(content, bytes, "");
  }

  /// Writes the content as a string, or as null beside calls.
  private boolean writeText(ScannedValue message, boolean called) {
    var content = message.get("content");
    if (content != null && content.isString()) return true;
    if (content == null) {
      if (message.member("content") == null && called) add(message, "\"content\":null");
      return true;
    }
    var words = words(message);
    if (words == null || (words.isEmpty() && !called)) return false;
    return write(message, words.isEmpty() ? "null" : "\"" + words + "\"");
  }

  private boolean write(ScannedValue message, String content) {
    var member = message.member("content");
    if (member == null) add(message, "\"content\":" + content);
    else edits.replace(member.value().span(), content);
    return true;
  }

  private void add(ScannedValue message, String member) {
    edits.insert(message.span().end() - 1, "," + member);
  }

  /// True if a strict vendor of the format accepts the member on messages.
  static boolean isUsual(String name, ModelRules rules) {
    var trait = Trait.of(name);
    if (trait != null) return rules.leaves(trait);
    return List.of("role", "content", "name", "tool_calls", "tool_call_id").contains(name);
  }
}
