package io.llmcallgateway.model.chat;

/// The reason why a model stopped. Each format has its own terms.
public enum FinishReason {
  /// The answer is complete.
  STOP,
  /// The model generated one of the request's stop sequences.
  STOP_SEQUENCE,
  /// The model reached the token limit or the end of its context.
  LENGTH,
  /// The model calls tools.
  TOOL_CALLS,
  /// The vendor's content filter ended the answer.
  CONTENT_FILTER,
  /// The model refused to answer.
  REFUSAL,
  /// A long turn was interrupted and can be continued.
  PAUSE,
  /// The model generated a tool call that cannot be parsed.
  MALFORMED_CALL,
  /// Another reason, see the vendor's own term.
  OTHER;

  /// Returns the text in records and in OpenAI's format, which has refusals in a field of their
  /// own.
  public String text() {
    return switch (this) {
      case STOP, STOP_SEQUENCE, PAUSE, MALFORMED_CALL, OTHER -> "stop";
      case LENGTH -> "length";
      case TOOL_CALLS -> "tool_calls";
      case CONTENT_FILTER, REFUSAL -> "content_filter";
    };
  }
}
