package io.llmcallgateway.dialect.anthropic.request;

import io.llmcallgateway.dialect.anthropic.content.ContentBlocks;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.ReasoningOptions.Mode;
import io.llmcallgateway.model.chat.Signature;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The members of a request that set how much a model thinks, and the token limit that goes with
/// them.
///
/// @param thinking the `thinking` member, null for none
/// @param effort `output_config.effort`, null for none
/// @param maxTokens `max_tokens`
/// @param on true if the model thinks
record ThinkingSettings(
    @Nullable ObjectNode thinking, @Nullable Effort effort, long maxTokens, boolean on) {
  private static final long LEAST_BUDGET = 1_024;
  private static final long ROOM = 1_024;

  /// Returns the settings for a request at a model with these rules.
  static ThinkingSettings of(ChatRequest request, ModelRules rules, Losses losses) {
    long limit = limit(request, rules, losses);
    var asked = request.reasoning();
    if (asked == null) return new ThinkingSettings(null, null, limit, rules.alwaysReasons());
    var style = rules.reasoning();
    if (asked.mode() == Mode.UNSAID) return effortAlone(asked, rules, limit, losses);
    if (style == ReasoningStyle.BUDGET) return budget(asked, request, rules, limit, losses);
    if (style != ReasoningStyle.ADAPTIVE) {
      if (asked.mode() != Mode.OFF) losses.add("reasoning_effort", "unsupported");
      return new ThinkingSettings(null, null, limit, false);
    }
    if (asked.mode() == Mode.OFF) {
      if (!rules.alwaysReasons())
        return new ThinkingSettings(ContentBlocks.of("disabled"), null, limit, false);
      losses.add("reasoning_effort", "cannot-be-switched-off");
      return new ThinkingSettings(null, null, limit, true);
    }
    var thinking = ContentBlocks.of("adaptive");
    if (asked.shown() != null) {
      thinking.put("display", asked.shown() ? "summarized" : "omitted");
    }
    var effort = asked.asEffort();
    if (effort != null) {
      var nearest = rules.nearest(effort);
      if (rules.efforts().isEmpty() && nearest == Effort.MINIMAL) nearest = Effort.LOW;
      if (nearest != effort) losses.add("reasoning_effort", "nearest-is-" + nearest.text());
      effort = nearest;
    }
    return new ThinkingSettings(thinking, effort, limit, true);
  }

  /// Returns the settings if only an effort is set, which works without thinking
  /// (platform.claude.com/docs/en/build-with-claude/effort).
  private static ThinkingSettings effortAlone(
      ReasoningOptions asked, ModelRules rules, long limit, Losses losses) {
    var effort = asked.asEffort();
    if (effort == null || rules.efforts().isEmpty()) {
      losses.add("output_config.effort", "unsupported");
      return new ThinkingSettings(null, null, limit, rules.alwaysReasons());
    }
    var nearest = rules.nearest(effort);
    if (nearest != effort) losses.add("output_config.effort", "nearest-is-" + nearest.text());
    return new ThinkingSettings(null, nearest, limit, rules.alwaysReasons());
  }

  private static long limit(ChatRequest request, ModelRules rules, Losses losses) {
    var asked = request.maxTokens();
    if (asked == null) return Math.max(rules.defaultMaxTokens(), 1);
    if (rules.maxOutput() == 0 || asked <= rules.maxOutput()) return asked;
    losses.add("max_tokens", "clamped-to-" + rules.maxOutput());
    return rules.maxOutput();
  }

  private static ThinkingSettings budget(
      ReasoningOptions asked, ChatRequest request, ModelRules rules, long limit, Losses losses) {
    if (asked.mode() == Mode.OFF) {
      return new ThinkingSettings(null, null, limit, false); // the model thinks only on request
    }
    if (lostThinking(request.messages())) {
      // "Expected `thinking`, but found `tool_use`": a 400 for an open tool loop
      losses.add("reasoning_effort", "off-since-signature-lost");
      return new ThinkingSettings(null, null, limit, false);
    }
    var known = asked.asBudget();
    long budget = Math.max(known == null ? Effort.MEDIUM.budget() : known, LEAST_BUDGET);
    if (rules.mostBudget() > 0) budget = Math.min(budget, rules.mostBudget());
    long most = rules.maxOutput() == 0 ? Long.MAX_VALUE : rules.maxOutput();
    if (budget >= limit) {
      // The client's limit stays available for the answer, since it did not count thinking.
      long raised = Math.min(budget + Math.max(limit, ROOM), most);
      if (request.maxTokens() != null) losses.add("max_tokens", "raised-to-" + raised);
      limit = raised;
    }
    if (budget >= limit) budget = Math.max(limit - ROOM, LEAST_BUDGET);
    if (budget >= limit) {
      losses.add("reasoning_effort", "max-tokens-too-small");
      return new ThinkingSettings(null, null, limit, false);
    }
    var thinking = ContentBlocks.of("enabled").put("budget_tokens", budget);
    if (Boolean.FALSE.equals(asked.shown())) thinking.put("display", "omitted");
    return new ThinkingSettings(thinking, null, limit, true);
  }

  /// True if the conversation ends with tool results whose calls lack the thinking before them.
  private static boolean lostThinking(List<Message> messages) {
    int last = messages.size() - 1;
    while (last >= 0 && messages.get(last).role() != Role.ASSISTANT) {
      if (messages.get(last).role() == Role.USER) return false;
      last--;
    }
    if (last < 0 || messages.get(last).toolCalls().isEmpty()) return false;
    for (var part : messages.get(last).parts()) {
      if (part instanceof Part.Reasoning reasoning && isOwn(reasoning)) return false;
    }
    return true;
  }

  /// True if Claude signed the reasoning.
  static boolean isOwn(Part.Reasoning reasoning) {
    var signature = reasoning.signature();
    return signature != null && signature.family().equals(Signature.ANTHROPIC);
  }
}
