package io.llmcallgateway.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A way to set how much a model reasons. Not every dialect supports every style.
public enum ReasoningStyle {
  /// The model does not reason, or that cannot be set: nothing is sent.
  NONE,
  /// `reasoning_effort`, or `reasoning.effort` of the Responses API.
  EFFORT,
  /// Anthropic's `thinking: {type: enabled, budget_tokens}`.
  BUDGET,
  /// Anthropic's `thinking: {type: adaptive}` and `output_config.effort`.
  ADAPTIVE,
  /// Gemini 2.5's `thinkingBudget`.
  GEMINI_BUDGET,
  /// Gemini 3's `thinkingLevel`.
  GEMINI_LEVEL,
  /// `thinking: {type: enabled | disabled}` beside `reasoning_effort`: DeepSeek, GLM, Doubao.
  SWITCH,
  /// `enable_thinking` and `thinking_budget`: Qwen.
  ENABLE,
  /// `chat_template_kwargs: {enable_thinking}` beside `reasoning_effort`: vLLM, SGLang.
  TEMPLATE,
  /// `reasoning: {effort | max_tokens | enabled}`: OpenRouter.
  OBJECT,
  /// `reasoning: {enabled}` beside `reasoning_effort`: Together.
  OBJECT_SWITCH,
  /// `prompt_mode: reasoning`: Magistral.
  PROMPT_MODE,
  /// Nova's `reasoningConfig: {type, maxReasoningEffort}` on Bedrock.
  NOVA;

  /// Returns the name in model data and in gateway.yaml.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static @Nullable ReasoningStyle of(String text) {
    for (var style : values()) if (style.text().equals(text)) return style;
    return null;
  }
}
