package io.llmcallgateway.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finds the lines of newline-delimited JSON. One per stream, one thread.
public final class JsonLineReader implements Frames {
  private final int limit;
  private byte[] buffer = new byte[4_096];
  private int length;
  private int lineStart;
  private int scan;
  private int rawStart;
  private int rawEnd;
  private int dataEnd;

  /// A reader whose lines may have `limit` bytes.
  public JsonLineReader(int limit) {
    this.limit = limit;
  }

  @Override
  public boolean beginsWith(byte first) {
    return true;
  }

  @Override
  public void feed(ByteBuffer bytes) {
    if (lineStart > 0) {
      System.arraycopy(buffer, lineStart, buffer, 0, length - lineStart);
      length -= lineStart;
      scan -= lineStart;
      lineStart = 0;
    }
    int added = bytes.remaining();
    if (length + added > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(length + added, buffer.length * 2));
    }
    bytes.get(buffer, length, added);
    length += added;
  }

  @Override
  public boolean next() {
    while (scan < length) {
      if (buffer[scan++] != '\n') continue;
      emit(scan - 1);
      return true;
    }
    requireRoom(length);
    return false;
  }

  @Override
  public boolean last() {
    if (lineStart >= length) return false;
    scan = length;
    emit(length);
    return true;
  }

  /// A line that ends there, or goes on, must not be too long.
  private void requireRoom(int end) {
    if (end - lineStart > limit) throw new EventTooLargeException(limit);
  }

  private void emit(int end) {
    requireRoom(scan);
    rawStart = lineStart;
    rawEnd = scan;
    dataEnd = end > lineStart && buffer[end - 1] == '\r' ? end - 1 : end;
    lineStart = scan;
  }

  @Override
  public byte[] raw() {
    return buffer;
  }

  @Override
  public int rawStart() {
    return rawStart;
  }

  @Override
  public int rawEnd() {
    return rawEnd;
  }

  @Override
  public boolean hasData() {
    for (int i = rawStart; i < dataEnd; i++) if (buffer[i] > ' ') return true;
    return false;
  }

  @Override
  public byte[] data() {
    return buffer;
  }

  @Override
  public int dataStart() {
    return rawStart;
  }

  @Override
  public int dataEnd() {
    return dataEnd;
  }

  @Override
  public @Nullable String name() {
    return null;
  }
}
