package io.llmcallgateway.model.chat;

/// The reasons why a model stopped. Each format has words of its own for them.
public enum FinishReason {
  /// Its answer was complete.
  STOP,
  /// It wrote one of the request's stop sequences.
  STOP_SEQUENCE,
  /// It reached the token limit or the end of its context.
  LENGTH,
  /// It wants tools called.
  TOOL_CALLS,
  /// A filter of the vendor cut it off.
  CONTENT_FILTER,
  /// It refused.
  REFUSAL,
  /// A long turn was interrupted and can be continued.
  PAUSE,
  /// It wrote a tool call that cannot be read.
  MALFORMED_CALL,
  /// Something else, see the vendor's own word.
  OTHER;

  /// The word in records and in OpenAI's format, where a refusal's own words tell it.
  public String text() {
    return switch (this) {
      case STOP, STOP_SEQUENCE, PAUSE, MALFORMED_CALL, OTHER -> "stop";
      case LENGTH -> "length";
      case TOOL_CALLS -> "tool_calls";
      case CONTENT_FILTER, REFUSAL -> "content_filter";
    };
  }
}
