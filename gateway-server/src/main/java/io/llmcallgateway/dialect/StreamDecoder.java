package io.llmcallgateway.dialect;

import io.llmcallgateway.wire.Frames;

/// Reads one streamed answer, frame by frame: a state machine without I/O that holds no more than
/// its open tool calls. One stream, one thread.
public interface StreamDecoder {
  /// Reads the frame that `frames` stands at, which has data, and hands its events to `out`.
  Decoded decode(Frames frames, ChatEventSink out);

  /// Hands over what was still held back, once the body has ended or `ended` is true. Throws a
  /// `GatewayException` where the answer is none.
  void end(ChatEventSink out);

  /// True if the stream's own end has been read: nothing that follows matters.
  boolean ended();

  /// True if the body may end here: the answer is whole.
  boolean complete();
}
