package io.llmcallgateway.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The bytes that a reader of frames has taken and not handed out yet, with the range of the frame
/// that it hands out. Common to the formats; what a frame is, they say.
abstract class FrameBuffer implements Frames {
  private final int limit;
  private int rawStart;
  private int rawEnd;

  /// Bytes from `start` to `length` belong to no frame yet.
  byte[] buffer = new byte[4_096];

  int length;
  int start;

  /// @param limit bytes that a frame may have
  FrameBuffer(int limit) {
    this.limit = limit;
  }

  @Override
  public final void feed(ByteBuffer bytes) {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, length - start);
      length -= start;
      moved(start);
      start = 0;
    }
    int added = bytes.remaining();
    if (length + added > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(length + added, buffer.length * 2));
      grown();
    }
    bytes.get(buffer, length, added);
    length += added;
  }

  /// The bytes have moved towards the beginning of the buffer by so many.
  void moved(int by) {}

  /// The buffer is another array.
  void grown() {}

  /// Throws where a frame that ends there, or goes on, is too large.
  final void requireRoom(int end) {
    if (end - start > limit) throw tooLarge();
  }

  final EventTooLargeException tooLarge() {
    return new EventTooLargeException(limit);
  }

  final int limit() {
    return limit;
  }

  /// Hands out the bytes up to there as one frame.
  final void emit(int end) {
    rawStart = start;
    rawEnd = end;
    start = end;
  }

  @Override
  public final byte[] raw() {
    return buffer;
  }

  @Override
  public final int rawStart() {
    return rawStart;
  }

  @Override
  public final int rawEnd() {
    return rawEnd;
  }
}
