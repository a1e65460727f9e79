package io.llmcallgateway.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/// One HTTP/1.1 answer as its bytes arrive: status, framing and body. Reused for the next answer of
/// its connection.
final class HttpAnswer {
  private enum State {
    STATUS,
    HEADER,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER,
    COMPLETE
  }

  private final byte[] line = new byte[8192];
  private int lineLength;
  private byte[] body = new byte[4096];
  private int bodyLength;
  private State state = State.STATUS;
  private int status;
  private int left;
  private boolean chunked;
  private boolean closes;

  void reset() {
    state = State.STATUS;
    lineLength = 0;
    bodyLength = 0;
    left = 0;
    chunked = false;
    closes = false;
  }

  /// Takes the bytes; true once the answer is complete.
  boolean feed(ByteBuffer bytes) throws ProtocolException {
    while (bytes.hasRemaining() && state != State.COMPLETE) {
      if (state == State.BODY || state == State.CHUNK) take(bytes);
      else if (readLine(bytes)) step();
    }
    return state == State.COMPLETE;
  }

  /// Whether nothing of the answer has arrived yet.
  boolean untouched() {
    return state == State.STATUS && lineLength == 0;
  }

  int status() {
    return status;
  }

  /// Whether the server closes the connection after this answer.
  boolean closes() {
    return closes;
  }

  byte[] body() {
    return Arrays.copyOf(body, bodyLength);
  }

  boolean bodyIs(byte[] expected) {
    return Arrays.equals(body, 0, bodyLength, expected, 0, expected.length);
  }

  private void take(ByteBuffer bytes) {
    int count = Math.min(left, bytes.remaining());
    if (bodyLength + count > body.length) body = Arrays.copyOf(body, 2 * (bodyLength + count));
    bytes.get(body, bodyLength, count);
    bodyLength += count;
    left -= count;
    if (left == 0) state = state == State.CHUNK ? State.CHUNK_END : State.COMPLETE;
  }

  /// True when a whole line has been read, its end not kept.
  private boolean readLine(ByteBuffer bytes) throws ProtocolException {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        if (lineLength > 0 && line[lineLength - 1] == '\r') lineLength--;
        return true;
      }
      if (lineLength == line.length) throw new ProtocolException("a line is too long");
      line[lineLength++] = next;
    }
    return false;
  }

  private void step() throws ProtocolException {
    switch (state) {
      case STATUS -> {
        status = statusOf(text());
        state = State.HEADER;
      }
      case HEADER -> {
        if (lineLength > 0) header(text().toLowerCase(Locale.ROOT));
        else if (chunked) state = State.CHUNK_SIZE;
        else state = left > 0 ? State.BODY : State.COMPLETE;
      }
      case CHUNK_SIZE -> {
        left = number(text(), 16);
        state = left > 0 ? State.CHUNK : State.TRAILER;
      }
      case CHUNK_END -> {
        if (lineLength > 0) throw new ProtocolException("a chunk is longer than its size");
        state = State.CHUNK_SIZE;
      }
      case TRAILER -> {
        if (lineLength == 0) state = State.COMPLETE;
      }
      case BODY, CHUNK, COMPLETE -> throw new IllegalStateException("no line in " + state);
    }
    lineLength = 0;
  }

  private String text() {
    return new String(line, 0, lineLength, US_ASCII);
  }

  private static int statusOf(String line) throws ProtocolException {
    if (!line.startsWith("HTTP/1.1 ") || line.length() < 12) {
      throw new ProtocolException("not a status line: " + line);
    }
    return number(line.substring(9, 12), 10);
  }

  private void header(String header) throws ProtocolException {
    if (header.startsWith("content-length:")) left = number(header.substring(15).strip(), 10);
    else if (header.startsWith("transfer-encoding:")) chunked = header.endsWith("chunked");
    else if (header.startsWith("connection:")) closes = header.endsWith("close");
  }

  private static int number(String digits, int radix) throws ProtocolException {
    try {
      return Integer.parseInt(digits, radix);
    } catch (NumberFormatException _) {
      throw new ProtocolException("not a number: " + digits);
    }
  }
}
