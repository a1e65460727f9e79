package io.llmcallgateway.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A buffer of bytes on their way to a client. Used by one thread.
public final class ByteSink extends OutputStream {
  private byte[] bytes = new byte[2_048];
  private int length;

  @Override
  public void write(int b) {
    room(1);
    bytes[length++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int start, int count) {
    room(count);
    System.arraycopy(source, start, bytes, length, count);
    length += count;
  }

  @Override
  public void write(byte[] source) {
    write(source, 0, source.length);
  }

  /// Writes a text of ASCII characters only.
  public void ascii(String text) {
    write(text.getBytes(ISO_8859_1));
  }

  private void room(int more) {
    if (length + more <= bytes.length) return;
    bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
  }

  public int size() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  /// Returns a view of the bytes, valid until the next write or `clear`.
  public ByteBuffer view() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  /// Returns a copy of the bytes.
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /// Removes all bytes.
  public void clear() {
    length = 0;
  }

  @Override
  public void close() {}
}
