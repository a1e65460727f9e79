package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.Tapped;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Frames;

/// Tells what becomes of a stream's frames on their way to the client. One stream, one thread.
public interface StreamTransform {
  /// A provider must not fill the memory with one frame.
  int MOST_FRAME_BYTES = 16 << 20;

  /// Finds the provider's frames.
  Frames frames();

  /// The content type of what the client gets.
  String contentType();

  /// Passes the frame that `frames` stands at, which has data. Throws a `GatewayException` for an
  /// error that the provider tells.
  Tapped.Kind pass(Frames frames, ByteSink out);

  /// Passes a frame without data: a comment, a blank line.
  void passBlank(Frames frames, ByteSink out);

  /// Whether the answer is whole, so that the body may end here.
  boolean finished();

  /// The stream is over and whole: writes what is still missing. `done` tells whether the
  /// provider's own end has passed.
  void end(boolean done, ByteSink out);

  /// An error instead of the end.
  void error(Failure failure, ByteSink out);

  /// What a client is sent that waits long.
  void keepAlive(ByteSink out);

  /// Takes one whole answer in the stream's place; `end` writes it as the stream. Throws a
  /// `GatewayException` where it is none.
  void takeWhole(Body body);

  /// The answer as gathered so far.
  Answer answer();
}
