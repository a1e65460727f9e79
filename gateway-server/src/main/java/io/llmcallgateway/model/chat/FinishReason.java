package io.llmcallgateway.model.chat;

/// Why a model stopped. `FinishTable` has each dialect's words for them.
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
  OTHER
}
