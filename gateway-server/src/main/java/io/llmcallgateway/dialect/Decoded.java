package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Failure;

/// The result of reading one frame of a streamed answer.
public sealed interface Decoded {
  /// The result of a frame that was read.
  Decoded EVENTS = new Events();

  /// The result of a frame that could not be read.
  Decoded UNREADABLE = new Unreadable();

  /// The frame was read, and its events, perhaps none, have been handed over.
  record Events() implements Decoded {}

  /// The frame is not of this format; the frames after it may be.
  record Unreadable() implements Decoded {}

  /// The provider reported an error, which ends the stream.
  record ProviderError(Failure failure) implements Decoded {}
}
