package io.llmcallgateway.relay.translation;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.ReasoningOptions.Mode;

/// Keeps a model from reasoning unasked where the client's format means that none is wanted unless
/// it is asked for. Models that always reason are left alone.
final class UnaskedReasoning {
  private UnaskedReasoning() {}

  /// @param onlyAsked whether the client's format means so
  static ChatRequest fit(ChatRequest request, boolean onlyAsked, ModelRules rules, Losses losses) {
    if (!onlyAsked || rules.alwaysReasons()) return request;
    var asked = request.reasoning();
    if (asked == null) return rules.serving().reasonsUnasked() ? without(request) : request;
    if (asked.mode() != Mode.UNSAID || !isSwitched(rules)) return request;
    // An effort is also of an answer without reasoning, which these have no way to tell.
    losses.add("output_config.effort", "no-thinking-asked");
    return without(request);
  }

  /// Returns whether the model has a switch for reasoning apart from its effort.
  private static boolean isSwitched(ModelRules rules) {
    return switch (rules.reasoning()) {
      case SWITCH, ENABLE, TEMPLATE, OBJECT_SWITCH, GEMINI_BUDGET -> true;
      case NONE, EFFORT, BUDGET, ADAPTIVE, GEMINI_LEVEL, OBJECT, PROMPT_MODE, NOVA -> false;
    };
  }

  private static ChatRequest without(ChatRequest request) {
    var edited = request.edit();
    edited.reasoning = ReasoningOptions.off();
    return edited.build();
  }
}
