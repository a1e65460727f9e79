package io.llmcallgateway.dialect.openai.request;

import io.llmcallgateway.dialect.support.BodyEdits;
import io.llmcallgateway.dialect.support.MemberEdits;
import io.llmcallgateway.dialect.support.PendingLosses;
import io.llmcallgateway.dialect.support.ScannedValue;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Adapts the messages of a request to its target by byte ranges: roles, names, order, reasoning
/// and ids.
final class MessagesAdapter {
  private static final Set<String> INSTRUCTS = Set.of("system", "developer");

  private final byte[] bytes;
  private final ModelRules rules;
  private final boolean strict;
  private final BodyEdits edits;
  private final PendingLosses losses;
  private final List<ScannedValue> all;
  private final List<ScannedValue> messages = new ArrayList<>();
  private final PartsAdapter parts;
  private final AssistantMessageAdapter assistants;

  /// @param all the messages as they stand in the request
  ///
  /// @param offersTools true if the request has tools
  MessagesAdapter(
      byte[] bytes,
      ModelRules rules,
      BodyEdits edits,
      PendingLosses losses,
      List<ScannedValue> all,
      boolean offersTools) {
    this.bytes = bytes;
    this.rules = rules;
    this.strict = rules.splicesRequests();
    this.edits = edits;
    this.losses = losses;
    this.all = all;
    boolean usesTools = offersTools || all.stream().anyMatch(MessagesAdapter::isResult);
    this.parts = new PartsAdapter(bytes, rules, edits, losses);
    this.assistants = new AssistantMessageAdapter(bytes, rules, edits, losses, usesTools);
    for (var message : all) if (!isLeftOut(message)) messages.add(message);
  }

  /// Returns the depth to which messages are scanned, which is no more than the target needs.
  static int depth(ModelRules rules) {
    boolean deep =
        rules.splicesRequests()
            || !rules.takes(Trait.TEXT_PARTS)
            || !rules.leaves(Trait.CACHE_CONTROL);
    return deep ? 5 : 2;
  }

  private boolean isLeftOut(ScannedValue message) {
    return strict && AssistantMessageAdapter.isEmpty(message);
  }

  private static boolean isResult(ScannedValue message) {
    return message.text("role").equals("tool");
  }

  private static boolean instructs(ScannedValue message) {
    return INSTRUCTS.contains(message.text("role"));
  }

  /// True if byte ranges were enough.
  boolean fit() {
    if (!fitsAsItIs()) return false;
    int leading = 0;
    while (leading < messages.size() && instructs(messages.get(leading))) leading++;
    boolean anywhere = rules.traits().leave(Trait.SYSTEM_ANYWHERE);
    boolean several = anywhere || rules.traits().leave(Trait.SEVERAL_SYSTEMS);
    boolean joins = !several && leading > 1;
    if (joins && !join(leading)) return false;
    for (int i = joins ? leading : 0; i < messages.size(); i++) {
      var message = messages.get(i);
      boolean later = instructs(message) && i >= leading && !anywhere;
      if (later && !writeAsUser(message, i)) return false;
      if (!later) fitRole(message, i);
      if (!fitOne(message, i, later)) return false;
      boolean user = later || message.text("role").equals("user");
      boolean after = i > 0 && isResult(messages.get(i - 1));
      if (user && after && !rules.takes(Trait.USER_AFTER_TOOL)) addBetween(message);
    }
    if (joins) {
      fitRole(messages.getFirst(), 0);
      if (!fitOne(messages.getFirst(), 0, true)) return false;
    }
    leaveOut(joins ? leading : 1);
    markContinued();
    return true;
  }

  private boolean fitsAsItIs() {
    if (strict && !ToolResultOrder.holds(messages)) return false;
    if (rules.takes(Trait.REPEATED_ROLES)) return true;
    var before = "assistant";
    for (var message : messages) {
      if (instructs(message)) continue;
      if (message.text("role").equals(before)) return false;
      before = message.text("role");
    }
    return true;
  }

  /// Adapts one message; true if byte ranges are enough.
  ///
  /// @param written true if its content is written already
  private boolean fitOne(ScannedValue message, int index, boolean written) {
    var gone = new MemberEdits(message);
    boolean assistant = message.text("role").equals("assistant");
    if (strict && assistant && !assistants.fit(message, gone)) return false;
    if (strict && isResult(message) && !assistants.fitId(message.get("tool_call_id"))) return false;
    var content = message.get("content");
    if (content != null && !written && !(strict && assistant)) {
      boolean asText = !rules.takes(Trait.TEXT_PARTS) || (strict && isResult(message));
      if (!parts.fit(content, asText)) return false;
    }
    if (!rules.takes(Trait.CUSTOM_TOOLS) && hasCustomCall(message)) return false;
    PartsAdapter.dropMarks(message, gone, rules, losses);
    fitMembers(message, index, gone);
    gone.apply(edits);
    return true;
  }

  private static boolean hasCustomCall(ScannedValue message) {
    var calls = message.get("tool_calls");
    if (calls == null) return false;
    for (var call : calls.items()) if (call.text("type").equals("custom")) return true;
    return false;
  }

  private void fitRole(ScannedValue message, int index) {
    var role = message.get("role");
    boolean develops = message.text("role").equals("developer");
    if (role == null || !develops || rules.traits().leave(Trait.DEVELOPER_ROLE)) return;
    edits.replace(role.span(), "\"system\"");
    losses.add("messages[" + index + "].role", "developer-as-system");
  }

  private void fitMembers(ScannedValue message, int index, MemberEdits gone) {
    var role = message.text("role");
    boolean spoken = !role.equals("tool") && !role.equals("function");
    boolean named = !spoken || rules.traits().leave(Trait.SPEAKER_NAMES);
    boolean all = rules.takes(Trait.OTHER_MEMBERS);
    if (named && all) return;
    for (var member : message.members()) {
      var name = member.name();
      var path = "messages[" + index + "]." + name;
      if (name.equals("name") && !named) {
        gone.remove(name);
        losses.add(path, "unsupported");
      } else if (!all && !gone.goes(name) && !AssistantMessageAdapter.isUsual(name, rules)) {
        gone.remove(name);
        if (!member.value().isNull()) losses.add(path, "unknown-to-target");
      }
    }
  }

  /// Joins the system messages that follow the first one into it.
  private boolean join(int leading) {
    var words = new StringBuilder();
    for (int i = 0; i < leading; i++) {
      var content = messages.get(i).get("content");
      if (content == null) return false;
      var text = wordsOf(content);
      if (text == null) return false;
      if (!words.isEmpty() && !text.isEmpty()) words.append("\\n\\n");
      words.append(text);
      parts.reportMarks(content);
    }
    var first = messages.getFirst().get("content");
    if (first == null) return false;
    edits.replace(first.span(), "\"" + words + "\"");
    losses.add("messages[1].role", "joined-with-first");
    return true;
  }

  private @Nullable String wordsOf(ScannedValue content) {
    return content.isString() ? content.inner(bytes) : PartsAdapter.joined(content, bytes, "\\n");
  }

  private boolean writeAsUser(ScannedValue message, int index) {
    var role = message.get("role");
    var content = message.get("content");
    if (role == null || content == null) return false;
    if (content.isString()) {
      edits.insert(content.span().start() + 1, "<system>\\n");
      edits.insert(content.span().end() - 1, "\\n</system>");
    } else if (content.isArray() && !rules.takes(Trait.TEXT_PARTS)) {
      var words = PartsAdapter.joined(content, bytes, "\\n");
      if (words == null) return false;
      edits.replace(content.span(), "\"<system>\\n" + words + "\\n</system>\"");
    } else if (content.isArray()) {
      edits.insert(content.span().start() + 1, "{\"type\":\"text\",\"text\":\"<system>\"},");
      edits.insert(content.span().end() - 1, ",{\"type\":\"text\",\"text\":\"</system>\"}");
    } else {
      return false;
    }
    edits.replace(role.span(), "\"user\"");
    losses.add("messages[" + index + "].role", "system-as-user");
    return true;
  }

  private void addBetween(ScannedValue message) {
    var words = new String(Json.string(MessageNormalizer.BETWEEN), StandardCharsets.UTF_8);
    edits.insert(message.span().start(), "{\"role\":\"assistant\",\"content\":" + words + "},");
    losses.add("messages.role", "assistant-turn-added");
  }

  /// Removes empty messages, and those that were joined into the first one.
  private void leaveOut(int joined) {
    if (all.size() == messages.size() && joined < 2) return;
    var spans = new ArrayList<Span>(all.size());
    var gone = new boolean[all.size()];
    for (int i = 0, at = 0; i < gone.length; i++) {
      spans.add(all.get(i).span());
      gone[i] = isLeftOut(all.get(i)) || (at > 0 && at < joined);
      if (!isLeftOut(all.get(i))) at++;
    }
    edits.remove(spans, i -> gone[i]);
  }

  private void markContinued() {
    if (messages.isEmpty()) return;
    var last = messages.getLast();
    if (!last.text("role").equals("assistant") || last.get("tool_calls") != null) return;
    for (var trait : List.of(Trait.PREFIX, Trait.PARTIAL)) {
      if (rules.takes(trait) && last.member(trait.text()) == null) {
        edits.insert(last.span().end() - 1, ",\"" + trait.text() + "\":true");
      }
    }
  }
}
