package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.wire.ByteSink;

/// Writes one streamed answer: a pure state machine that holds no more than its open tool calls.
/// One stream, one thread.
public interface StreamEncoder {
  /// `text/event-stream`, say.
  String contentType();

  void encode(ChatEvent event, ByteSink out);

  /// The answer is whole: closes what is open.
  void end(ByteSink out);

  /// An error in the middle of the answer, instead of `end`.
  void error(Failure failure, ByteSink out);

  /// Writes a sign of life for a client that waits long; nothing where the format has none.
  void keepAlive(ByteSink out);
}
