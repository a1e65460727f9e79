package io.llmcallgateway.dialect.openai.request;

import io.llmcallgateway.dialect.openai.content.CommonMembers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.ReasoningOptions.Mode;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Writes how much a model is to reason, in the style that it understands.
final class ReasoningWriter {
  private final ModelRules rules;
  private final Losses losses;

  ReasoningWriter(ModelRules rules, Losses losses) {
    this.rules = rules;
    this.losses = losses;
  }

  /// Writes the settings.
  ///
  /// @param tools true if the request has tools
  /// @param forced true if a tool call is forced, which some models do not accept while they reason
  void write(@Nullable ReasoningOptions asked, boolean tools, boolean forced, ObjectNode out) {
    if (tools && !rules.serving().reasoningWithTools()) {
      writeNone(asked, out);
      return;
    }
    if (asked != null && writesWords(asked, forced, out)) return;
    var options = asked;
    if (forced && !rules.forcedWhileReasoning() && !rules.alwaysReasons()) {
      // DeepSeek reasons unless told otherwise and then answers a forced choice with 400.
      if (options != null && options.mode() != Mode.OFF) {
        losses.add("reasoning_effort", "off-for-forced-tool");
      }
      if (options != null || rules.reasoning() == ReasoningStyle.SWITCH) {
        options = ReasoningOptions.off();
      }
    }
    if (options == null) return;
    if (options.mode() == Mode.OFF && rules.alwaysReasons()) {
      losses.add("reasoning_effort", "cannot-be-off");
      var least = rules.nearest(Effort.MINIMAL);
      if (rules.efforts().isEmpty() || least == Effort.NONE) return;
      options = ReasoningOptions.of(least);
    }
    switch (rules.reasoning()) {
      case EFFORT -> writeEffort(options, out);
      case SWITCH -> {
        if (switches(options)) {
          out.putObject("thinking").put("type", isOff(options) ? "disabled" : "enabled");
        }
        writeEffortBeside(options, out);
      }
      case TEMPLATE -> {
        if (switches(options)) {
          out.putObject("chat_template_kwargs").put("enable_thinking", !isOff(options));
        }
        writeEffortBeside(options, out);
      }
      case ENABLE -> writeEnable(options, out);
      case OBJECT -> writeObject(options, out);
      case OBJECT_SWITCH -> {
        if (switches(options)) out.putObject("reasoning").put("enabled", !isOff(options));
        writeEffortBeside(options, out);
      }
      case PROMPT_MODE -> {
        if (options.mode() != Mode.OFF) out.put("prompt_mode", "reasoning");
      }
      case NONE, BUDGET, ADAPTIVE, GEMINI_BUDGET, GEMINI_LEVEL, NOVA -> {
        if (options.mode() == Mode.ON) losses.add("reasoning_effort", "unsupported");
      }
    }
  }

  /// Writes the client's own words if the target understands them; true if they were written.
  private boolean writesWords(ReasoningOptions asked, boolean forced, ObjectNode out) {
    var words = new ReasoningMembers(rules);
    var said = asked.words().in(CommonMembers.DIALECT);
    if (said.isEmpty() || !words.areUnderstood(said.entrySet())) return false;
    if (words.areTurnedOff(asked, forced)) return false;
    for (var word : said.entrySet()) {
      if (!rules.rejected().contains(word.getKey())) out.set(word.getKey(), word.getValue());
      else losses.add(word.getKey(), "rejected-by-model");
    }
    return true;
  }

  /// Turns reasoning off for a target that accepts tools only without it.
  private void writeNone(@Nullable ReasoningOptions asked, ObjectNode out) {
    boolean reasons = asked == null ? rules.serving().reasonsUnasked() : asked.mode() != Mode.OFF;
    if (reasons) losses.add("reasoning_effort", "none-with-tools");
    if (reasons || asked != null) out.put("reasoning_effort", Effort.NONE.text());
  }

  /// Returns the effort that the target knows, or null to leave it to the model.
  private @Nullable Effort effort(ReasoningOptions options) {
    if (options.mode() == Mode.OFF) return off();
    var asked = options.asEffort();
    if (asked == null) return null;
    var nearest = rules.nearest(asked);
    if (nearest != asked) losses.add("reasoning_effort", "as-" + nearest.text());
    return nearest;
  }

  /// Returns `none`, or the least effort of a model that does not know `none`.
  private Effort off() {
    var least = rules.nearest(Effort.NONE);
    if (least != Effort.NONE) losses.add("reasoning_effort", "as-" + least.text());
    return least;
  }

  private void writeEffort(ReasoningOptions options, ObjectNode out) {
    if (rules.rejected().contains("reasoning_effort")) {
      losses.add("reasoning_effort", "rejected-by-model");
      return;
    }
    // A model that knows only `none` decides by itself unless `none` is set.
    if (!isOff(options) && rules.efforts().equals(Set.of(Effort.NONE))) {
      if (options.asEffort() != null) losses.add("reasoning_effort", "on-or-off-only");
      return;
    }
    var effort = effort(options);
    if (effort == null && options.mode() == Mode.ON) effort = rules.nearest(Effort.MEDIUM);
    if (effort != null) out.put("reasoning_effort", effort.text());
  }

  private static boolean isOff(ReasoningOptions options) {
    return options.mode() == Mode.OFF;
  }

  private static boolean switches(ReasoningOptions options) {
    return options.mode() != Mode.ADAPTIVE && options.mode() != Mode.UNSAID;
  }

  private void writeEffortBeside(ReasoningOptions options, ObjectNode out) {
    if (isOff(options) || options.asEffort() == null) return;
    // A model whose efforts are not known may know the switch alone, as GLM does.
    if (rules.efforts().isEmpty()) {
      losses.add("reasoning_effort", "on-or-off-only");
      return;
    }
    var effort = effort(options);
    if (effort != null) out.put("reasoning_effort", effort.text());
  }

  private void writeEnable(ReasoningOptions options, ObjectNode out) {
    if (options.mode() == Mode.ADAPTIVE && options.asBudget() == null) return;
    boolean off = options.mode() == Mode.OFF;
    out.put("enable_thinking", !off);
    var budget = options.asBudget();
    if (!off && budget != null) out.put("thinking_budget", most(budget));
  }

  private long most(long budget) {
    if (rules.mostBudget() <= 0 || budget <= rules.mostBudget()) return budget;
    losses.add("thinking_budget", "clamped-to-" + rules.mostBudget());
    return rules.mostBudget();
  }

  private void writeObject(ReasoningOptions options, ObjectNode out) {
    var reasoning = out.putObject("reasoning");
    if (options.mode() == Mode.OFF) {
      reasoning.put("enabled", false);
      return;
    }
    var budget = options.budget();
    var effort = budget == null ? effort(options) : null;
    if (budget != null) reasoning.put("max_tokens", most(budget));
    else if (effort != null) reasoning.put("effort", effort.text());
    else if (options.mode() == Mode.ON) reasoning.put("enabled", true);
    if (Boolean.FALSE.equals(options.shown())) reasoning.put("exclude", true);
    if (reasoning.isEmpty()) out.remove("reasoning");
  }
}
