package io.llmcallgateway.dialect.openai.answer;

import static io.llmcallgateway.model.chat.FinishReason.CONTENT_FILTER;
import static io.llmcallgateway.model.chat.FinishReason.LENGTH;
import static io.llmcallgateway.model.chat.FinishReason.REFUSAL;
import static io.llmcallgateway.model.chat.FinishReason.STOP;
import static io.llmcallgateway.model.chat.FinishReason.TOOL_CALLS;

import io.llmcallgateway.dialect.support.GeminiFinishWords;
import io.llmcallgateway.model.chat.FinishReason;
import java.util.Map;

/// The finish reasons of OpenAI and of vendors that follow it. The gateway itself writes
/// `FinishReason.text`.
public final class FinishWords {
  private static final Map<String, FinishReason> REASONS =
      Map.ofEntries(
          Map.entry("stop", STOP),
          Map.entry("eos", STOP), // Together
          Map.entry("end_turn", STOP),
          Map.entry("length", LENGTH),
          Map.entry("max_tokens", LENGTH),
          Map.entry("model_length", LENGTH), // Mistral
          Map.entry("tool_calls", TOOL_CALLS),
          Map.entry("function_call", TOOL_CALLS),
          Map.entry("content_filter", CONTENT_FILTER),
          Map.entry("sensitive", CONTENT_FILTER), // Zhipu
          Map.entry("refusal", REFUSAL));

  private FinishWords() {}

  /// Returns the reason that a word of any vendor of the format stands for.
  public static FinishReason reason(String word) {
    var known = REASONS.get(word);
    if (known != null) return known;
    // Google's compatible endpoint: "function_call_filter: MALFORMED_FUNCTION_CALL"
    int colon = word.indexOf(": ");
    return GeminiFinishWords.reason(colon < 0 ? word : word.substring(colon + 2));
  }
}
