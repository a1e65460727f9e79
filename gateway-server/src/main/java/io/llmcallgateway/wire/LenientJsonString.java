package io.llmcallgateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Reads the content of a JSON string, escapes resolved, however broken: wrong escapes and bytes
/// that are not UTF-8 are replaced.
final class LenientJsonString {
  private LenientJsonString() {}

  /// Returns the text of the bytes between the quotes; at most so many characters, and not half a
  /// one at the end.
  static String read(byte[] data, int start, int end, int most) {
    long window = start + 6L * (most + 2L);
    int stop = (int) Math.min(end, window);
    var text = new StringBuilder(Math.min(stop - start, most + 16));
    int plain = start;
    int at = start;
    while (at < stop && text.length() <= most) {
      if (data[at] != '\\') {
        at++;
        continue;
      }
      append(text, data, plain, at);
      at += escape(text, data, at, end);
      plain = at;
    }
    append(text, data, plain, Math.min(at, stop));
    return shortened(text, most);
  }

  private static void append(StringBuilder text, byte[] data, int from, int to) {
    if (from < to) text.append(new String(data, from, to - from, UTF_8));
  }

  /// Appends the character of an escape and returns the length of the escape.
  private static int escape(StringBuilder text, byte[] data, int backslash, int end) {
    if (backslash + 1 >= end) return 1;
    char letter = (char) (data[backslash + 1] & 0xFF);
    int code = letter == 'u' ? code(data, backslash + 2, end) : plain(letter);
    if (code < 0) {
      text.append('\uFFFD');
      return 2;
    }
    text.append((char) code);
    return letter == 'u' ? 6 : 2;
  }

  private static int plain(char letter) {
    return switch (letter) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '"', '\\', '/' -> letter;
      default -> -1;
    };
  }

  private static int code(byte[] data, int at, int end) {
    if (end - at < 4) return -1;
    int code = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(data[i], 16);
      if (digit < 0) return -1;
      code = code * 16 + digit;
    }
    return code;
  }

  private static String shortened(StringBuilder text, int most) {
    if (text.length() <= most) return text.toString();
    boolean halved = most > 0 && Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, halved ? most - 1 : most);
  }
}
