package io.llmcallgateway.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Finds the frames of a streamed answer in bytes that arrive in any pieces. Gives access to the
/// raw bytes of each frame besides its data, so that they can be passed on unchanged. Each stream
/// needs its own instance, used by one thread.
public interface Frames {
  /// Adds bytes. Ranges returned before are no longer valid.
  void feed(ByteBuffer bytes);

  /// Moves to the next complete frame. Returns false if more bytes are needed. Throws
  /// `EventTooLargeException` or `BrokenFrameException`.
  boolean next();

  /// Moves, at the end of the body, to a frame that can be read although its end is missing. Call
  /// it until it returns false.
  boolean last();

  /// Returns the array that `rawStart` and `rawEnd` index.
  byte[] raw();

  int rawStart();

  int rawEnd();

  /// True if the frame has data; false for a comment or a blank line.
  boolean hasData();

  /// Returns the array that `dataStart` and `dataEnd` index.
  byte[] data();

  int dataStart();

  int dataEnd();

  /// Returns the frame's name if its format has one: the `event:` of a server-sent event, the event
  /// or exception type of an AWS frame.
  @Nullable String name();

  /// True if a body that begins with this byte consists of frames and is not a single JSON answer.
  default boolean beginsWith(byte first) {
    return first != '{' && first != '[';
  }

  /// True if the format marks the frame as an error; `name` is then the error's type.
  default boolean isException() {
    return false;
  }
}
