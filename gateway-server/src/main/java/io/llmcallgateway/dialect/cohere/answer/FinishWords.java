package io.llmcallgateway.dialect.cohere.answer;

import static io.llmcallgateway.model.chat.FinishReason.CONTENT_FILTER;
import static io.llmcallgateway.model.chat.FinishReason.LENGTH;
import static io.llmcallgateway.model.chat.FinishReason.OTHER;
import static io.llmcallgateway.model.chat.FinishReason.STOP;
import static io.llmcallgateway.model.chat.FinishReason.STOP_SEQUENCE;
import static io.llmcallgateway.model.chat.FinishReason.TOOL_CALLS;

import io.llmcallgateway.model.chat.FinishReason;
import java.util.Map;

/// Cohere's words for the reasons why a model stopped.
public final class FinishWords {
  private static final Map<String, FinishReason> REASONS =
      Map.of(
          "COMPLETE", STOP,
          "STOP_SEQUENCE", STOP_SEQUENCE,
          "MAX_TOKENS", LENGTH,
          "TOOL_CALL", TOOL_CALLS,
          "ERROR_TOXIC", CONTENT_FILTER);

  private FinishWords() {}

  /// The reason that a word stands for.
  public static FinishReason reason(String word) {
    return REASONS.getOrDefault(word, OTHER);
  }

  /// The word for a reason.
  public static String word(FinishReason reason) {
    return switch (reason) {
      case STOP, PAUSE, MALFORMED_CALL, OTHER, CONTENT_FILTER, REFUSAL -> "COMPLETE";
      case STOP_SEQUENCE -> "STOP_SEQUENCE";
      case LENGTH -> "MAX_TOKENS";
      case TOOL_CALLS -> "TOOL_CALL";
    };
  }
}
