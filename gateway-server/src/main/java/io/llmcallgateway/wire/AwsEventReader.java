package io.llmcallgateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Reads the frames of an AWS event stream (`application/vnd.amazon.eventstream`) in bytes that
/// arrive in any pieces: total length, length of the headers, checksum of both, headers, payload,
/// checksum of all. Each stream needs its own reader, used by one thread.
public final class AwsEventReader extends FrameBuffer {
  private static final int PRELUDE = 12;
  private static final int LEAST = PRELUDE + 4;
  private static final byte[] MESSAGE_TYPE = ":message-type".getBytes(UTF_8);
  private static final byte[] EVENT_TYPE = ":event-type".getBytes(UTF_8);
  private static final byte[] EXCEPTION_TYPE = ":exception-type".getBytes(UTF_8);
  private static final byte[] ERROR_CODE = ":error-code".getBytes(UTF_8);
  private static final byte[] ERROR_MESSAGE = ":error-message".getBytes(UTF_8);
  private static final byte[] EVENT = "event".getBytes(UTF_8);

  /// Sizes of header values by type; -1 if two bytes before the value give its size.
  private static final int[] SIZES = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16};

  private static final int STRING = 7;

  private final CRC32 crc = new CRC32();
  private boolean preludeChecked;

  private int dataStart;
  private int dataEnd;
  private @Nullable String name;
  private @Nullable String message;
  private boolean exception;

  /// @param limit the largest frame, in bytes
  public AwsEventReader(int limit) {
    super(limit);
  }

  @Override
  public boolean next() {
    if (length - start < PRELUDE) return false;
    int total = number(start);
    int headers = number(start + 4);
    if (!preludeChecked) {
      if (checksum(start, 8) != number(start + 8)) {
        throw new BrokenFrameException("the checksum of a frame's lengths is wrong");
      }
      // Lengths are unsigned; one that looks negative is above 2 GB.
      if (total < 0 || total > limit()) throw tooLarge();
      if (total < LEAST || headers < 0 || headers > total - LEAST) {
        throw new BrokenFrameException("a frame's lengths do not fit together");
      }
      preludeChecked = true;
    }
    if (length - start < total) return false;
    if (checksum(start, total - 4) != number(start + total - 4)) {
      throw new BrokenFrameException("a frame's checksum is wrong");
    }
    dataStart = start + PRELUDE + headers;
    dataEnd = start + total - 4;
    readHeaders(start + PRELUDE, dataStart);
    emit(start + total);
    preludeChecked = false;
    return true;
  }

  /// Returns false, since a frame that was cut cannot be read.
  @Override
  public boolean last() {
    return false;
  }

  private void readHeaders(int at, int end) {
    name = null;
    message = null;
    exception = false;
    while (at < end) {
      int nameStart = at + 1;
      int nameEnd = nameStart + (buffer[at] & 0xFF);
      if (nameEnd >= end) throw badHeaders();
      int type = buffer[nameEnd];
      int value = nameEnd + 1;
      if (type < 0 || type >= SIZES.length) throw badHeaders();
      int size = SIZES[type];
      if (size < 0) {
        if (value + 2 > end) throw badHeaders();
        size = ((buffer[value] & 0xFF) << 8) | (buffer[value + 1] & 0xFF);
        value += 2;
      }
      at = value + size;
      if (at > end) throw badHeaders();
      if (type == STRING) take(nameStart, nameEnd, value, at);
    }
  }

  private void take(int nameStart, int nameEnd, int valueStart, int valueEnd) {
    if (is(EVENT_TYPE, nameStart, nameEnd)
        || is(EXCEPTION_TYPE, nameStart, nameEnd)
        || is(ERROR_CODE, nameStart, nameEnd)) {
      name = new String(buffer, valueStart, valueEnd - valueStart, UTF_8);
    } else if (is(ERROR_MESSAGE, nameStart, nameEnd)) {
      message = new String(buffer, valueStart, valueEnd - valueStart, UTF_8);
    } else if (is(MESSAGE_TYPE, nameStart, nameEnd)) {
      exception = !is(EVENT, valueStart, valueEnd);
    }
  }

  private boolean is(byte[] word, int from, int to) {
    return Arrays.equals(buffer, from, to, word, 0, word.length);
  }

  private static BrokenFrameException badHeaders() {
    return new BrokenFrameException("a frame's headers cannot be read");
  }

  private int number(int at) {
    return (buffer[at] << 24)
        | ((buffer[at + 1] & 0xFF) << 16)
        | ((buffer[at + 2] & 0xFF) << 8)
        | (buffer[at + 3] & 0xFF);
  }

  private int checksum(int from, int count) {
    crc.reset();
    crc.update(buffer, from, count);
    return (int) crc.getValue();
  }

  /// True for every frame, since one without a payload may still report an error.
  @Override
  public boolean hasData() {
    return true;
  }

  @Override
  public byte[] data() {
    return buffer;
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

  @Override
  public boolean isException() {
    return exception;
  }

  /// Returns the message of an error that is in the headers, or null.
  public @Nullable String errorMessage() {
    return message;
  }
}
