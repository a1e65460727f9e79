package io.llmcallgateway.logging.line;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads UTF-8 bytes without decoding them to strings.
public final class Utf8 {
  public static final int REPLACEMENT = 0xFFFD;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH = 0x8080_8080_8080_8080L;

  private Utf8() {}

  /// Returns where plain text ends: the first byte that is a control character, DEL, not ASCII, or
  /// `special`. Eight bytes at a time; within a word the lowest mark is always a true one.
  public static int plainEnd(byte[] bytes, int from, int to, char special) {
    long wanted = special * ONES;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      long word = (long) LONGS.get(bytes, at);
      long marks = (word | below(word, 0x20) | zero(word ^ wanted) | zero(word ^ (0x7F * ONES)));
      marks &= HIGH;
      if (marks != 0) return at + (Long.numberOfTrailingZeros(marks) >>> 3);
    }
    while (at < to && bytes[at] >= 0x20 && bytes[at] != 0x7F && bytes[at] != special) at++;
    return at;
  }

  private static long below(long word, int bound) {
    return (word - bound * ONES) & ~word;
  }

  private static long zero(long word) {
    return (word - ONES) & ~word;
  }

  /// Returns where a run of three-byte characters ends that are safe whatever their value, as
  /// nearly all Chinese is: those that begin with E3 to EF but ED, which could be half a surrogate
  /// pair.
  public static int wideEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at + 3 <= to) {
      int lead = bytes[at] & 0xFF;
      if (lead < 0xE3 || lead == 0xED || lead > 0xEF) break;
      if ((bytes[at + 1] & 0xC0) != 0x80 || (bytes[at + 2] & 0xC0) != 0x80) break;
      at += 3;
    }
    return at;
  }

  /// The code point that starts at `at`, or -1 where the bytes are not well-formed UTF-8.
  public static int codePoint(byte[] bytes, int at, int to) {
    int first = bytes[at];
    if (first >= 0) return first;
    int size = size(first);
    if (size == 0 || to - at < size) return -1;
    int value = first & (0xFF >> (size + 1));
    for (int i = 1; i < size; i++) {
      int next = bytes[at + i];
      if ((next & 0xC0) != 0x80) return -1;
      value = (value << 6) | (next & 0x3F);
    }
    boolean tooLong = value < (size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000);
    boolean surrogate = value >= 0xD800 && value <= 0xDFFF;
    return tooLong || surrogate || value > Character.MAX_CODE_POINT ? -1 : value;
  }

  private static int size(int first) {
    if ((first & 0xE0) == 0xC0) return 2;
    if ((first & 0xF0) == 0xE0) return 3;
    return (first & 0xF8) == 0xF0 ? 4 : 0;
  }

  /// The number of bytes that a code point takes.
  public static int sizeOf(int codePoint) {
    if (codePoint < 0x80) return 1;
    if (codePoint < 0x800) return 2;
    return codePoint < 0x10000 ? 3 : 4;
  }

  /// True if a code point could break a line, drive a terminal or turn the direction of text.
  public static boolean unsafe(int codePoint) {
    if (codePoint < 0xA0) return codePoint < 0x20 || codePoint >= 0x7F;
    if (codePoint < 0x2028 || codePoint > 0x2069) return false;
    return codePoint <= 0x202E || codePoint >= 0x2066;
  }
}
