package io.llmcallgateway.logging.line;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Builds log lines as UTF-8 bytes in an array that grows. One thread's.
public final class Utf8Builder {
  private static final int KEPT = 4 << 20; // a burst's memory is given back

  private final int initial;
  private byte[] bytes;
  private int length;

  public Utf8Builder(int initial) {
    this.initial = initial;
    this.bytes = new byte[initial];
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// The array in use, until the next growth.
  public byte[] array() {
    return bytes;
  }

  public int length() {
    return length;
  }

  public Utf8Builder add(byte[] source) {
    return add(source, 0, source.length);
  }

  public Utf8Builder add(byte[] source, int from, int count) {
    room(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
    return this;
  }

  public Utf8Builder add(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /// Text known to be ASCII and harmless: ids, names of fields.
  public Utf8Builder ascii(String text) {
    int count = text.length();
    room(count);
    for (int i = 0; i < count; i++) bytes[length++] = (byte) text.charAt(i);
    return this;
  }

  /// A code point as UTF-8, as it is.
  public Utf8Builder codePoint(int value) {
    room(4);
    if (value < 0x80) {
      bytes[length++] = (byte) value;
    } else if (value < 0x800) {
      bytes[length++] = (byte) (0xC0 | (value >> 6));
      follow(value, 0);
    } else if (value < 0x10000) {
      bytes[length++] = (byte) (0xE0 | (value >> 12));
      follow(value, 6);
      follow(value, 0);
    } else {
      bytes[length++] = (byte) (0xF0 | (value >> 18));
      follow(value, 12);
      follow(value, 6);
      follow(value, 0);
    }
    return this;
  }

  private void follow(int value, int shift) {
    bytes[length++] = (byte) (0x80 | ((value >> shift) & 0x3F));
  }

  public Utf8Builder number(long value) {
    if (value < 0) return ascii(Long.toString(value));
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) digits++;
    return padded(value, digits);
  }

  /// The last `digits` digits, with leading zeros.
  public Utf8Builder padded(long value, int digits) {
    room(digits);
    long rest = value;
    for (int i = digits - 1; i >= 0; i--) {
      bytes[length + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /// Seconds with three decimals, rounded.
  public Utf8Builder seconds(long micros) {
    long millis = Math.max(0, micros + 500) / 1_000;
    return number(millis / 1_000).add('.').padded(millis % 1_000, 3);
  }

  public void cutTo(int newLength) {
    length = newLength;
  }

  public void dropFirst(int count) {
    if (count == 0) return;
    length -= count;
    if (bytes.length > KEPT && length <= initial) {
      bytes = Arrays.copyOfRange(bytes, count, count + initial);
    } else {
      System.arraycopy(bytes, count, bytes, 0, length);
    }
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), bytes.length * 2));
    }
  }
}
