package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Answer;
import io.llmcallgateway.wire.Frames;

/// Reads the events of a stream that passes untouched, and gathers its answer. One stream, one
/// thread.
public interface StreamTap {
  /// Reads the frame that `frames` stands at.
  Tapped see(Frames frames);

  /// True if the answer is complete: each choice has its finish reason.
  boolean finished();

  /// Throws a `GatewayException` where the stream is over and its answer is none. Called once, at
  /// the end.
  default void requireAnswer() {}

  /// The answer as gathered so far.
  Answer answer();
}
