package io.llmcallgateway.dialect.bedrock.answer;

import static io.llmcallgateway.model.chat.FinishReason.CONTENT_FILTER;
import static io.llmcallgateway.model.chat.FinishReason.LENGTH;
import static io.llmcallgateway.model.chat.FinishReason.MALFORMED_CALL;
import static io.llmcallgateway.model.chat.FinishReason.OTHER;
import static io.llmcallgateway.model.chat.FinishReason.STOP;
import static io.llmcallgateway.model.chat.FinishReason.STOP_SEQUENCE;
import static io.llmcallgateway.model.chat.FinishReason.TOOL_CALLS;

import io.llmcallgateway.model.chat.FinishReason;
import java.util.Map;

/// Bedrock's words for the reasons why a model stopped.
final class FinishWords {
  private static final Map<String, FinishReason> REASONS =
      Map.of(
          "end_turn", STOP,
          "stop_sequence", STOP_SEQUENCE,
          "max_tokens", LENGTH,
          "model_context_window_exceeded", LENGTH,
          "tool_use", TOOL_CALLS,
          "guardrail_intervened", CONTENT_FILTER,
          "content_filtered", CONTENT_FILTER,
          "malformed_tool_use", MALFORMED_CALL,
          "malformed_model_output", OTHER);

  private FinishWords() {}

  /// The reason that a word stands for.
  public static FinishReason reason(String word) {
    return REASONS.getOrDefault(word, OTHER);
  }

  /// The word for a reason.
  public static String word(FinishReason reason) {
    return switch (reason) {
      case STOP, PAUSE, OTHER -> "end_turn";
      case STOP_SEQUENCE -> "stop_sequence";
      case LENGTH -> "max_tokens";
      case TOOL_CALLS -> "tool_use";
      case CONTENT_FILTER, REFUSAL -> "content_filtered";
      case MALFORMED_CALL -> "malformed_tool_use";
    };
  }
}
