package io.llmcallgateway.dialect.anthropic.answer;

import static io.llmcallgateway.model.chat.FinishReason.LENGTH;
import static io.llmcallgateway.model.chat.FinishReason.OTHER;
import static io.llmcallgateway.model.chat.FinishReason.PAUSE;
import static io.llmcallgateway.model.chat.FinishReason.REFUSAL;
import static io.llmcallgateway.model.chat.FinishReason.STOP;
import static io.llmcallgateway.model.chat.FinishReason.STOP_SEQUENCE;
import static io.llmcallgateway.model.chat.FinishReason.TOOL_CALLS;

import io.llmcallgateway.model.chat.FinishReason;
import java.util.Map;

/// Anthropic's words for the reasons why a model stopped.
final class FinishWords {
  private static final Map<String, FinishReason> REASONS =
      Map.of(
          "end_turn", STOP,
          "stop_sequence", STOP_SEQUENCE,
          "max_tokens", LENGTH,
          "model_context_window_exceeded", LENGTH,
          "tool_use", TOOL_CALLS,
          "refusal", REFUSAL,
          "pause_turn", PAUSE,
          "compaction", STOP);

  private FinishWords() {}

  /// The reason that a word stands for.
  public static FinishReason reason(String word) {
    return REASONS.getOrDefault(word, OTHER);
  }

  /// The word for a reason.
  static String word(FinishReason reason) {
    return switch (reason) {
      case STOP, MALFORMED_CALL, OTHER -> "end_turn";
      case STOP_SEQUENCE -> "stop_sequence";
      case LENGTH -> "max_tokens";
      case TOOL_CALLS -> "tool_use";
      case CONTENT_FILTER, REFUSAL -> "refusal";
      case PAUSE -> "pause_turn";
    };
  }
}
