package io.llmcallgateway.dialect.support;

import static io.llmcallgateway.model.chat.FinishReason.CONTENT_FILTER;
import static io.llmcallgateway.model.chat.FinishReason.LENGTH;
import static io.llmcallgateway.model.chat.FinishReason.MALFORMED_CALL;
import static io.llmcallgateway.model.chat.FinishReason.OTHER;
import static io.llmcallgateway.model.chat.FinishReason.STOP;

import io.llmcallgateway.model.chat.FinishReason;
import java.util.Map;

/// Gemini's words for the reasons why a model stopped, which Google's OpenAI-compatible endpoint
/// also uses.
public final class GeminiFinishWords {
  private static final Map<String, FinishReason> REASONS =
      Map.ofEntries(
          Map.entry("STOP", STOP),
          Map.entry("MAX_TOKENS", LENGTH),
          Map.entry("SAFETY", CONTENT_FILTER),
          Map.entry("RECITATION", CONTENT_FILTER),
          Map.entry("BLOCKLIST", CONTENT_FILTER),
          Map.entry("PROHIBITED_CONTENT", CONTENT_FILTER),
          Map.entry("SPII", CONTENT_FILTER),
          Map.entry("MODEL_ARMOR", CONTENT_FILTER),
          Map.entry("IMAGE_SAFETY", CONTENT_FILTER),
          Map.entry("IMAGE_PROHIBITED_CONTENT", CONTENT_FILTER),
          Map.entry("IMAGE_RECITATION", CONTENT_FILTER),
          Map.entry("IMAGE_OTHER", CONTENT_FILTER),
          Map.entry("MALFORMED_FUNCTION_CALL", MALFORMED_CALL),
          Map.entry("UNEXPECTED_TOOL_CALL", MALFORMED_CALL),
          Map.entry("TOO_MANY_TOOL_CALLS", MALFORMED_CALL),
          Map.entry("MALFORMED_RESPONSE", MALFORMED_CALL));

  private GeminiFinishWords() {}

  /// The reason that a word stands for.
  public static FinishReason reason(String word) {
    return REASONS.getOrDefault(word, OTHER);
  }

  /// The word for a reason.
  public static String word(FinishReason reason) {
    return switch (reason) {
      case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSE -> "STOP";
      case LENGTH -> "MAX_TOKENS";
      case CONTENT_FILTER, REFUSAL -> "SAFETY";
      case MALFORMED_CALL -> "MALFORMED_FUNCTION_CALL";
      case OTHER -> "OTHER";
    };
  }
}
