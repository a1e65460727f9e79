package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;

/// The result of reading one frame of a stream that passes untouched.
public sealed interface Tapped {
  /// Kinds of frames that are not an error.
  enum Kind implements Tapped {
    /// Nothing a client waits for: a role, an empty delta.
    EMPTY,
    /// Text, reasoning, a tool call or a finish reason.
    CONTENT,
    /// Usage alone, which clients get only when they asked.
    USAGE,
    /// The end of the stream.
    DONE,
    /// Not of this format, so that no client is to get it.
    UNREADABLE
  }

  /// A frame in whose place the client gets other bytes.
  ///
  /// @param kind the kind of the frame that was read
  /// @param frame the bytes that the client gets
  record Replaced(Kind kind, Body frame) implements Tapped {}

  /// The provider reported an error, which ends the stream.
  record ProviderError(Failure failure) implements Tapped {}
}
