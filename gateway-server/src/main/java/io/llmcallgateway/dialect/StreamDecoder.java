package io.llmcallgateway.dialect;

import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.wire.Frames;
import java.util.function.Consumer;

/// Reads one streamed answer, frame by frame: a pure state machine that holds no more than its open
/// tool calls. One stream, one thread.
public interface StreamDecoder {
  /// Reads the frame that `frames` stands at; it has data. Throws a `GatewayException` where the
  /// provider tells an error; a frame that cannot be read is an `UPSTREAM_ERROR`.
  void decode(Frames frames, Consumer<ChatEvent> out);

  /// The body has ended, or `ended` is true: tells what was still held back.
  void end(Consumer<ChatEvent> out);

  /// Whether the stream's own end has been read: nothing that follows matters.
  boolean ended();

  /// Whether the body may end here: the answer is whole.
  boolean complete();
}
