package io.llmcallgateway.wire;

import org.jspecify.annotations.Nullable;

/// Reads the lines of newline-delimited JSON. Each stream needs its own reader, used by one thread.
public final class JsonLineReader extends FrameBuffer {
  private int scan;
  private int dataEnd;

  /// @param limit the longest line, in bytes
  public JsonLineReader(int limit) {
    super(limit);
  }

  @Override
  public boolean beginsWith(byte first) {
    return true;
  }

  @Override
  void moved(int by) {
    scan -= by;
  }

  @Override
  public boolean next() {
    while (scan < length) {
      if (buffer[scan++] != '\n') continue;
      emitLine(scan - 1);
      return true;
    }
    requireRoom(length);
    return false;
  }

  @Override
  public boolean last() {
    if (start >= length) return false;
    scan = length;
    emitLine(length);
    return true;
  }

  private void emitLine(int end) {
    requireRoom(scan);
    dataEnd = end > start && buffer[end - 1] == '\r' ? end - 1 : end;
    emit(scan);
  }

  @Override
  public boolean hasData() {
    for (int i = rawStart(); i < dataEnd; i++) if (buffer[i] > ' ') return true;
    return false;
  }

  @Override
  public byte[] data() {
    return buffer;
  }

  @Override
  public int dataStart() {
    return rawStart();
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
