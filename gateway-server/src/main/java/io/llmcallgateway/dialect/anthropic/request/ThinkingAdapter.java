package io.llmcallgateway.dialect.anthropic.request;

import static tools.jackson.core.JsonToken.VALUE_NUMBER_INT;

import io.llmcallgateway.dialect.support.BodyEdits;
import io.llmcallgateway.dialect.support.MemberEdits;
import io.llmcallgateway.dialect.support.PendingLosses;
import io.llmcallgateway.dialect.support.ScannedValue;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.Effort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adapts the members about thinking to the model by byte ranges: a budget, `adaptive`, an effort,
/// or none of them.
final class ThinkingAdapter {
  private static final long LEAST_BUDGET = 1_024;

  private final byte[] bytes;
  private final ModelRules rules;
  private final ScannedValue request;
  private final BodyEdits edits;
  private final PendingLosses losses;

  ThinkingAdapter(
      byte[] bytes, ModelRules rules, ScannedValue request, BodyEdits edits, PendingLosses losses) {
    this.bytes = bytes;
    this.rules = rules;
    this.request = request;
    this.edits = edits;
    this.losses = losses;
  }

  /// Edits the request; false if byte ranges are not enough.
  ///
  /// @param gone takes the removal of whole members
  boolean adapt(MemberEdits gone) {
    var thinking = request.get("thinking");
    boolean fits = thinking == null || adaptType(thinking, gone);
    if (!rules.takes(Trait.EFFORT)) dropEffort(gone);
    if (fits && isForcedWhileThinking(thinking)) switchOff(thinking);
    return fits;
  }

  private boolean adaptType(ScannedValue thinking, MemberEdits gone) {
    switch (thinking.text("type")) {
      case "disabled" -> {
        if (rules.takes(Trait.THINKING_OFF)) return true;
        gone.remove("thinking");
        losses.add("thinking", "cannot-be-switched-off");
      }
      case "enabled" -> {
        if (rules.takes(Trait.THINKING_BUDGETS)) return true;
        var omitted = thinking.text("display").equals("omitted") ? ",\"display\":\"omitted\"" : "";
        edits.replace(thinking.span(), "{\"type\":\"adaptive\"" + omitted + "}");
        losses.add("thinking.budget_tokens", "adaptive");
      }
      case "adaptive" -> {
        return rules.takes(Trait.ADAPTIVE_THINKING) || writeBudget(thinking);
      }
      default -> {}
    }
    return true;
  }

  /// Replaces `adaptive` by a budget. False if the request must be written anew: its token limit
  /// leaves no room for thinking, or its open calls lack the thinking before them.
  private boolean writeBudget(ScannedValue thinking) {
    var limit = request.get("max_tokens");
    if (limit == null || limit.token() != VALUE_NUMBER_INT || limit.span().length() > 9) {
      return false;
    }
    long most = Long.parseLong(limit.raw(bytes));
    long budget = effort().budget();
    if (rules.mostBudget() > 0) budget = Math.min(budget, rules.mostBudget());
    if (budget >= most) budget = most - LEAST_BUDGET;
    if (budget < LEAST_BUDGET || lacksThinking()) return false;
    var shown = thinking.text("display").equals("omitted") ? ",\"display\":\"omitted\"" : "";
    edits.replace(
        thinking.span(), "{\"type\":\"enabled\",\"budget_tokens\":" + budget + shown + "}");
    losses.add("thinking.adaptive", "budget-of-" + budget);
    return true;
  }

  private Effort effort() {
    var config = request.get("output_config");
    var asked = config == null ? null : Effort.of(config.text("effort"));
    return asked == null || asked == Effort.NONE ? Effort.MEDIUM : asked;
  }

  /// True if the open calls lack the thinking before them, as in `ThinkingSettings.lostThinking`.
  private boolean lacksThinking() {
    var messages = request.get("messages");
    if (messages == null) return false;
    for (var message : messages.items().reversed()) {
      if (!message.text("role").equals("assistant")) continue;
      var content = message.get("content");
      if (content == null || content.isString()) return false;
      var types = content.items().stream().map(block -> block.text("type")).toList();
      boolean thought = types.contains("thinking") || types.contains("redacted_thinking");
      return types.contains("tool_use") && !thought;
    }
    return false;
  }

  private void dropEffort(MemberEdits gone) {
    var config = request.get("output_config");
    if (config == null || config.member("effort") == null) return;
    losses.add("output_config.effort", "unsupported");
    if (config.members().size() == 1) {
      gone.remove("output_config");
      return;
    }
    var inner = new MemberEdits(config);
    inner.remove("effort");
    inner.apply(edits);
  }

  /// True if a call is required of a model that thinks by default and accepts no such requirement
  /// while it thinks.
  private boolean isForcedWhileThinking(@Nullable ScannedValue thinking) {
    if (rules.forcedWhileReasoning() || !rules.serving().reasonsUnasked()) return false;
    if (!rules.takes(Trait.THINKING_OFF)) return false;
    var choice = request.get("tool_choice");
    if (choice == null || !List.of("any", "tool").contains(choice.text("type"))) return false;
    return thinking == null || !thinking.text("type").equals("disabled");
  }

  private void switchOff(@Nullable ScannedValue thinking) {
    var off = "{\"type\":\"disabled\"}";
    if (thinking == null) edits.insert(request.span().start() + 1, "\"thinking\":" + off + ",");
    else edits.replace(thinking.span(), off);
    losses.add("thinking", "off-for-forced-tool");
  }
}
