package io.llmcallgateway.dialect.support;

import static io.llmcallgateway.model.chat.FinishReason.CONTENT_FILTER;
import static io.llmcallgateway.model.chat.FinishReason.LENGTH;
import static io.llmcallgateway.model.chat.FinishReason.MALFORMED_CALL;
import static io.llmcallgateway.model.chat.FinishReason.OTHER;
import static io.llmcallgateway.model.chat.FinishReason.PAUSE;
import static io.llmcallgateway.model.chat.FinishReason.REFUSAL;
import static io.llmcallgateway.model.chat.FinishReason.STOP;
import static io.llmcallgateway.model.chat.FinishReason.STOP_SEQUENCE;
import static io.llmcallgateway.model.chat.FinishReason.TOOL_CALLS;

import io.llmcallgateway.model.chat.FinishReason;
import java.util.Map;

/// The one table of finish reasons: each dialect's words, both ways. The Responses API has none; it
/// tells by status and items.
public final class FinishTable {
  private static final Map<String, FinishReason> OPENAI =
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

  private static final Map<String, FinishReason> ANTHROPIC =
      Map.of(
          "end_turn", STOP,
          "stop_sequence", STOP_SEQUENCE,
          "max_tokens", LENGTH,
          "model_context_window_exceeded", LENGTH,
          "tool_use", TOOL_CALLS,
          "refusal", REFUSAL,
          "pause_turn", PAUSE,
          "compaction", STOP);

  private static final Map<String, FinishReason> GEMINI =
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

  private static final Map<String, FinishReason> BEDROCK =
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

  private static final Map<String, FinishReason> COHERE =
      Map.of(
          "COMPLETE", STOP,
          "STOP_SEQUENCE", STOP_SEQUENCE,
          "MAX_TOKENS", LENGTH,
          "TOOL_CALL", TOOL_CALLS,
          "ERROR_TOXIC", CONTENT_FILTER);

  private static final Map<String, FinishReason> OLLAMA = Map.of("stop", STOP, "length", LENGTH);

  private FinishTable() {}

  public static FinishReason ofOpenAi(String word) {
    // Google's compatible endpoint: "function_call_filter: MALFORMED_FUNCTION_CALL"
    int colon = word.indexOf(": ");
    var known = OPENAI.get(word);
    return known == null ? ofGemini(colon < 0 ? word : word.substring(colon + 2)) : known;
  }

  public static FinishReason ofAnthropic(String word) {
    return ANTHROPIC.getOrDefault(word, OTHER);
  }

  public static FinishReason ofGemini(String word) {
    return GEMINI.getOrDefault(word, OTHER);
  }

  public static FinishReason ofBedrock(String word) {
    return BEDROCK.getOrDefault(word, OTHER);
  }

  public static FinishReason ofCohere(String word) {
    return COHERE.getOrDefault(word, OTHER);
  }

  public static FinishReason ofOllama(String word) {
    return OLLAMA.getOrDefault(word, OTHER);
  }

  /// A refusal finishes as a stop there; its words tell.
  public static String openAi(FinishReason reason) {
    return switch (reason) {
      case STOP, STOP_SEQUENCE, PAUSE, MALFORMED_CALL, OTHER -> "stop";
      case LENGTH -> "length";
      case TOOL_CALLS -> "tool_calls";
      case CONTENT_FILTER, REFUSAL -> "content_filter";
    };
  }

  public static String anthropic(FinishReason reason) {
    return switch (reason) {
      case STOP, MALFORMED_CALL, OTHER -> "end_turn";
      case STOP_SEQUENCE -> "stop_sequence";
      case LENGTH -> "max_tokens";
      case TOOL_CALLS -> "tool_use";
      case CONTENT_FILTER, REFUSAL -> "refusal";
      case PAUSE -> "pause_turn";
    };
  }

  public static String gemini(FinishReason reason) {
    return switch (reason) {
      case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSE -> "STOP";
      case LENGTH -> "MAX_TOKENS";
      case CONTENT_FILTER, REFUSAL -> "SAFETY";
      case MALFORMED_CALL -> "MALFORMED_FUNCTION_CALL";
      case OTHER -> "OTHER";
    };
  }

  public static String bedrock(FinishReason reason) {
    return switch (reason) {
      case STOP, PAUSE, OTHER -> "end_turn";
      case STOP_SEQUENCE -> "stop_sequence";
      case LENGTH -> "max_tokens";
      case TOOL_CALLS -> "tool_use";
      case CONTENT_FILTER, REFUSAL -> "content_filtered";
      case MALFORMED_CALL -> "malformed_tool_use";
    };
  }

  public static String cohere(FinishReason reason) {
    return switch (reason) {
      case STOP, PAUSE, MALFORMED_CALL, OTHER, CONTENT_FILTER, REFUSAL -> "COMPLETE";
      case STOP_SEQUENCE -> "STOP_SEQUENCE";
      case LENGTH -> "MAX_TOKENS";
      case TOOL_CALLS -> "TOOL_CALL";
    };
  }
}
