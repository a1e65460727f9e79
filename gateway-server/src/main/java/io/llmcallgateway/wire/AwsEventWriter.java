package io.llmcallgateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/// Writes frames of an AWS event stream. Used by one thread.
public final class AwsEventWriter {
  /// The media type of an AWS event stream.
  public static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

  private static final int STRING = 7;

  private final CRC32 crc = new CRC32();
  private final byte[] prelude = new byte[12];
  private final byte[] tail = new byte[4];

  /// Returns the encoded headers of events of a type, which can be reused.
  public static byte[] event(String type) {
    return headers(":event-type", type, "event");
  }

  /// Returns the encoded headers of exceptions of a type, which can be reused.
  public static byte[] exception(String type) {
    return headers(":exception-type", type, "exception");
  }

  private static byte[] headers(String typeHeader, String type, String messageType) {
    var out = new ByteSink();
    header(out, typeHeader, type);
    header(out, ":content-type", "application/json");
    header(out, ":message-type", messageType);
    return out.toByteArray();
  }

  private static void header(ByteSink out, String name, String value) {
    var text = value.getBytes(UTF_8);
    out.write(name.length());
    out.ascii(name);
    out.write(STRING);
    out.write(text.length >>> 8);
    out.write(text.length);
    out.write(text);
  }

  /// Writes a frame. The payload must be backed by an array; its position does not change.
  public void write(byte[] headers, ByteBuffer payload, ByteSink out) {
    int size = payload.remaining();
    number(prelude, 0, size + headers.length + 16);
    number(prelude, 4, headers.length);
    crc.reset();
    crc.update(prelude, 0, 8);
    number(prelude, 8, (int) crc.getValue());
    crc.update(prelude, 8, 4);
    crc.update(headers);
    int from = payload.arrayOffset() + payload.position();
    crc.update(payload.array(), from, size);
    number(tail, 0, (int) crc.getValue());
    out.write(prelude);
    out.write(headers);
    out.write(payload.array(), from, size);
    out.write(tail);
  }

  private static void number(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >>> 24);
    bytes[at + 1] = (byte) (value >>> 16);
    bytes[at + 2] = (byte) (value >>> 8);
    bytes[at + 3] = (byte) value;
  }
}
