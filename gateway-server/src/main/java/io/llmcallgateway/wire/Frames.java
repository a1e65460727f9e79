package io.llmcallgateway.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Finds the frames of a streamed answer in bytes that arrive in any pieces. It hands out each
/// frame's raw bytes beside its data, so that a lane can pass them on untouched. One per stream,
/// one thread.
public interface Frames {
  /// Takes all of `bytes`. Ranges handed out before are no longer valid.
  void feed(ByteBuffer bytes);

  /// Moves to the next whole frame; false when more bytes are needed. Throws
  /// `EventTooLargeException` or `BrokenFrameException`.
  boolean next();

  /// At the end of the body: a frame whose end is missing but that can be read. Call until false.
  boolean last();

  /// The array that `rawStart` and `rawEnd` index.
  byte[] raw();

  int rawStart();

  int rawEnd();

  /// False for what carries nothing: a comment, a blank line.
  boolean hasData();

  /// The array that `dataStart` and `dataEnd` index.
  byte[] data();

  int dataStart();

  int dataEnd();

  /// The frame's own name where its format has one: the `event:` of a server-sent event, the event
  /// or exception type of an AWS frame.
  @Nullable String name();

  /// Whether a body that begins with that byte is frames, rather than one JSON answer.
  default boolean beginsWith(byte first) {
    return first != '{' && first != '[';
  }

  /// Whether the frame's format marks it as an error; `name` is then the error's own.
  default boolean isException() {
    return false;
  }
}
