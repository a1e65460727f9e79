package io.llmcallgateway.dialect.ollama.answer;

import static io.llmcallgateway.model.chat.FinishReason.LENGTH;
import static io.llmcallgateway.model.chat.FinishReason.OTHER;
import static io.llmcallgateway.model.chat.FinishReason.STOP;

import io.llmcallgateway.model.chat.FinishReason;
import java.util.Map;

/// Ollama's words for the reasons why a model stopped.
final class FinishWords {
  private static final Map<String, FinishReason> REASONS = Map.of("stop", STOP, "length", LENGTH);

  private FinishWords() {}

  /// The reason that a word stands for.
  public static FinishReason reason(String word) {
    return REASONS.getOrDefault(word, OTHER);
  }
}
