package io.llmcallgateway.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The buffer of a reader of frames: the bytes that do not belong to a returned frame yet, and the
/// range of the current frame. Subclasses define the format of frames.
abstract class FrameBuffer implements Frames {
  private final int limit;
  private int rawStart;
  private int rawEnd;

  /// The array of the bytes. Those from `start` to `length` belong to no frame yet.
  byte[] buffer = new byte[4_096];

  int length;
  int start;

  /// @param limit the largest frame, in bytes
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

  /// Called after the bytes were moved towards the beginning of the buffer.
  void moved(int by) {}

  /// Called after the buffer was replaced by a larger array.
  void grown() {}

  /// Throws an exception if a frame that reaches to `end` is too large.
  final void requireRoom(int end) {
    if (end - start > limit) throw tooLarge();
  }

  final EventTooLargeException tooLarge() {
    return new EventTooLargeException(limit);
  }

  final int limit() {
    return limit;
  }

  /// Makes the bytes up to `end` the current frame.
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
