package io.llmcallgateway.dialect.bedrock.request;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.ReasoningOptions.Mode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Writes how much a model is to reason, in the fields of each model.
final class ReasoningWriter {
  private static final String ASKED = "reasoning_effort";
  private static final long LEAST_BUDGET = 1_024;

  private final ModelRules rules;
  private final Losses losses;
  private final ObjectNode fields;
  private boolean thinking;
  private long budget;
  private @Nullable Effort novaEffort;

  /// @param fields `additionalModelRequestFields`
  ReasoningWriter(ModelRules rules, Losses losses, ObjectNode fields) {
    this.rules = rules;
    this.losses = losses;
    this.fields = fields;
  }

  /// True if Claude's thinking was switched on: it takes no sampling then.
  boolean isThinking() {
    return thinking;
  }

  /// The limit of an answer that is thought about first, where the client named none: Bedrock's own
  /// default has no room for that (danny-avila/LibreChat#14058). Null where nothing must be said.
  @Nullable Long room() {
    if (!thinking) return null;
    long room = budget + rules.defaultMaxTokens();
    return rules.maxOutput() == 0 ? room : Math.min(room, rules.maxOutput());
  }

  /// True if Nova reasons as much as it can: it takes no sampling and no limit then.
  boolean isNovaAtMost() {
    return novaEffort == Effort.HIGH;
  }

  /// @param maxTokens the limit that will be sent, null where none is
  void write(@Nullable ReasoningOptions options, @Nullable Long maxTokens) {
    if (options == null) return;
    boolean off = options.mode() == Mode.OFF;
    switch (rules.reasoning()) {
      case BUDGET, ADAPTIVE -> {
        if (options.mode() == Mode.UNSAID) effortAlone(options);
        else if (rules.reasoning() == ReasoningStyle.ADAPTIVE && !off) adaptive(options);
        else if (off) unlessAlways("disabled");
        else budget(options, maxTokens);
      }
      case EFFORT -> effort(options, off);
      case NOVA -> nova(options, off);
      case NONE,
          GEMINI_BUDGET,
          GEMINI_LEVEL,
          SWITCH,
          ENABLE,
          TEMPLATE,
          OBJECT,
          OBJECT_SWITCH,
          PROMPT_MODE -> {
        if (!off) losses.add(ASKED, "unsupported");
      }
    }
  }

  /// An effort works without thinking; where thinking has a budget the effort is a beta.
  private void effortAlone(ReasoningOptions options) {
    var effort = options.asEffort();
    if (effort == null || rules.efforts().isEmpty()) {
      losses.add("output_config.effort", "unsupported");
      return;
    }
    fields.withObjectProperty("output_config").put("effort", rules.nearest(effort).text());
    if (rules.reasoning() == ReasoningStyle.BUDGET) {
      fields.withArrayProperty("anthropic_beta").add("effort-2025-11-24");
    }
  }

  private void unlessAlways(String type) {
    if (rules.alwaysReasons()) {
      losses.add(ASKED, "always-reasons");
    } else if (rules.reasoning() == ReasoningStyle.ADAPTIVE) {
      fields.putObject("thinking").put("type", type);
    }
  }

  /// The budget is part of the limit, so it must be smaller.
  private void budget(ReasoningOptions options, @Nullable Long maxTokens) {
    var asked = options.asBudget();
    long wanted = asked == null ? Effort.MEDIUM.budget() : asked;
    budget = Math.max(wanted, LEAST_BUDGET);
    if (rules.mostBudget() > 0) budget = Math.min(budget, rules.mostBudget());
    long most = rules.maxOutput();
    if (maxTokens == null && most > 0 && budget >= most) budget = Math.max(LEAST_BUDGET, most / 2);
    if (maxTokens != null && budget >= maxTokens) {
      if (maxTokens <= LEAST_BUDGET) {
        losses.add(ASKED, "max-tokens-too-small");
        return;
      }
      budget = Math.max(LEAST_BUDGET, maxTokens / 2);
    }
    if (options.budget() != null && budget != options.budget()) {
      losses.add("thinking.budget_tokens", "clamped-to-" + budget);
    }
    fields.putObject("thinking").put("type", "enabled").put("budget_tokens", budget);
    thinking = true;
  }

  private void adaptive(ReasoningOptions options) {
    var node = fields.putObject("thinking").put("type", "adaptive");
    if (options.shown() != null) node.put("display", options.shown() ? "summarized" : "omitted");
    thinking = true;
    var effort = options.asEffort();
    if (effort == null) return;
    if (effort.compareTo(Effort.LOW) < 0) effort = Effort.LOW; // its least
    fields.withObjectProperty("output_config").put("effort", rules.nearest(effort).text());
  }

  private void effort(ReasoningOptions options, boolean off) {
    if (off && (rules.alwaysReasons() || !rules.efforts().contains(Effort.NONE))) {
      losses.add(ASKED, "always-reasons");
      return;
    }
    var effort = off ? Effort.NONE : options.asEffort();
    if (effort != null) fields.put("reasoning_effort", rules.nearest(effort).text());
  }

  private void nova(ReasoningOptions options, boolean off) {
    var node = fields.putObject("reasoningConfig").put("type", off ? "disabled" : "enabled");
    if (off) return;
    var asked = options.asEffort();
    if (asked == null) return;
    var effort = rules.nearest(asked);
    if (effort.compareTo(Effort.LOW) < 0) effort = Effort.LOW;
    if (effort.compareTo(Effort.HIGH) > 0) effort = Effort.HIGH;
    node.put("maxReasoningEffort", effort.text());
    novaEffort = effort;
  }
}
