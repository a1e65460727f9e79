package io.llmcallgateway.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads the events of a server-sent event stream in bytes that arrive in any pieces: LF, CR and
/// CRLF line ends, comments, multi-line data, a byte order mark (HTML standard §9.2.6). Gives
/// access to the raw bytes of each event, separators included, besides its data, so that they can
/// be passed on unchanged. Each stream needs its own reader, used by one thread.
public final class SseReader extends FrameBuffer {
  private static final byte[] DATA = {'d', 'a', 't', 'a'};
  private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};

  private int lineStart;
  private int scan;
  private boolean afterCarriageReturn;
  private boolean atStreamStart = true;

  private byte[] data = buffer;
  private int dataStart;
  private int dataEnd;
  private int dataLines;
  private byte[] joined = new byte[0];
  private @Nullable String name;

  /// @param limit the largest event, in bytes
  public SseReader(int limit) {
    super(limit);
  }

  @Override
  void moved(int by) {
    lineStart -= by;
    scan -= by;
    if (dataLines != 1) return;
    dataStart -= by;
    dataEnd -= by;
  }

  @Override
  void grown() {
    if (dataLines <= 1) data = buffer;
  }

  /// Moves to the next complete event. Returns false if more bytes are needed. A comment or a
  /// single blank line is an event without data.
  @Override
  public boolean next() {
    boolean found = find();
    if (!found) requireRoom(length);
    return found;
  }

  private boolean find() {
    if (scan == start) {
      dataLines = 0;
      name = null;
    }
    if (afterCarriageReturn && scan < length) {
      afterCarriageReturn = false;
      if (buffer[scan] == '\n') {
        scan++;
        lineStart = scan;
      }
    }
    while (scan < length) {
      byte b = buffer[scan];
      if (b != '\n' && b != '\r') {
        scan++;
        continue;
      }
      int lineEnd = scan++;
      boolean pendingLineFeed = false;
      if (b == '\r') {
        if (scan == length) pendingLineFeed = true;
        else if (buffer[scan] == '\n') scan++;
      }
      boolean blank = lineEnd == lineStart;
      if (!blank) takeLine(lineStart, lineEnd);
      lineStart = scan;
      if (blank) {
        afterCarriageReturn = pendingLineFeed;
        return emitEvent();
      }
      if (pendingLineFeed) {
        afterCarriageReturn = true;
        return false;
      }
    }
    return false;
  }

  /// Moves, at the end of the stream, to an event whose closing blank line is missing. Call it
  /// until it returns false.
  @Override
  public boolean last() {
    if (lineStart < length) {
      takeLine(lineStart, length);
      lineStart = length;
    }
    scan = length;
    return start < length && emitEvent();
  }

  private boolean emitEvent() {
    requireRoom(scan);
    emit(scan);
    return true;
  }

  private void takeLine(int start, int end) {
    if (atStreamStart) {
      atStreamStart = false;
      if (end - start >= 3
          && buffer[start] == (byte) 0xEF
          && buffer[start + 1] == (byte) 0xBB
          && buffer[start + 2] == (byte) 0xBF) {
        start += 3;
      }
    }
    if (isField(DATA, start, end)) {
      addData(valueStart(start + DATA.length, end), end);
    } else if (isField(EVENT, start, end)) {
      int value = valueStart(start + EVENT.length, end);
      name = new String(buffer, value, end - value, StandardCharsets.UTF_8);
    }
  }

  private int valueStart(int afterName, int end) {
    int value = afterName;
    if (value < end) value++; // the colon
    if (value < end && buffer[value] == ' ') value++;
    return value;
  }

  private boolean isField(byte[] field, int start, int end) {
    if (end - start < field.length) return false;
    for (int i = 0; i < field.length; i++) if (buffer[start + i] != field[i]) return false;
    return end - start == field.length || buffer[start + field.length] == ':';
  }

  private void addData(int start, int end) {
    if (dataLines++ == 0) {
      data = buffer;
      dataStart = start;
      dataEnd = end;
      return;
    }
    int soFar = dataEnd - dataStart;
    int needed = soFar + 1 + end - start;
    if (needed > joined.length) {
      var more = new byte[Math.max(needed, joined.length * 2)];
      System.arraycopy(data, dataStart, more, 0, soFar);
      joined = more;
    } else if (dataLines == 2) { // the first line is still in the buffer
      System.arraycopy(data, dataStart, joined, 0, soFar);
    }
    joined[soFar] = '\n';
    System.arraycopy(buffer, start, joined, soFar + 1, end - start);
    data = joined;
    dataStart = 0;
    dataEnd = needed;
  }

  @Override
  public boolean hasData() {
    return dataLines > 0;
  }

  /// Returns the array that `dataStart` and `dataEnd` index. Data lines are joined by LF.
  @Override
  public byte[] data() {
    return data;
  }

  @Override
  public int dataStart() {
    return dataStart;
  }

  @Override
  public int dataEnd() {
    return dataEnd;
  }

  @Override
  public @Nullable String name() {
    return name;
  }
}
