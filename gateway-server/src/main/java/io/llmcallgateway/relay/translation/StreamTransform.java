package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.Tapped;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Frames;

/// The way of one stream's frames to the client: untouched or translated. One stream, one thread.
public interface StreamTransform {
  /// A provider must not fill the memory with one frame.
  int MOST_FRAME_BYTES = 16 << 20;

  /// Returns the reader of the provider's frames.
  Frames frames();

  /// Returns the content type of what the client gets.
  String contentType();

  /// Passes the frame that `frames` stands at, which has data. Throws a `GatewayException` for an
  /// error that the provider tells.
  Tapped.Kind pass(Frames frames, ByteSink out);

  /// Passes a frame without data: a comment, a blank line.
  void passBlank(Frames frames, ByteSink out);

  /// Returns whether the answer is whole, so that the body may end here.
  boolean finished();

  /// Writes what is still missing of a stream that is over and whole.
  ///
  /// @param done whether the provider's own end has passed
  void end(boolean done, ByteSink out);

  /// Writes an error instead of the end.
  void error(Failure failure, ByteSink out);

  /// Writes a sign of life for a client that waits long; nothing where its format has none.
  void keepAlive(ByteSink out);

  /// Takes one whole answer in the stream's place; `end` writes it as the stream. Throws a
  /// `GatewayException` where it is none.
  void takeWhole(Body body);

  /// Returns the answer as gathered so far.
  Answer answer();
}
