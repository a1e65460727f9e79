package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.wire.Frames;
import org.jspecify.annotations.Nullable;

/// Reads a streamed answer's events as they pass, and gathers the answer. One per stream, one
/// thread.
public interface StreamTap {
  /// Names what an event means to the lane that carries it.
  enum Sight {
    /// Nothing a client waits for: a role, an empty delta.
    EMPTY,
    /// Text, reasoning, a tool call or a finish reason.
    CONTENT,
    /// Usage alone, which clients get only when they asked.
    USAGE,
    /// The end of the stream.
    DONE,
    /// Not to be read, so that no client is to get it.
    UNREADABLE,
    /// An error; see `failure`.
    ERROR
  }

  /// Reads the frame that `frames` stands at.
  Sight see(Frames frames);

  /// What the client gets in place of the frame that was seen last; null where it gets the frame.
  default byte @Nullable [] instead() {
    return null;
  }

  /// The failure that the last ERROR told.
  @Nullable Failure failure();

  /// Whether the answer is complete: each choice has its finish reason.
  boolean finished();

  /// Throws where the stream is over and its answer is none. Call once, at the end.
  default void requireAnswer() {}

  /// The answer as gathered so far.
  Answer answer();
}
