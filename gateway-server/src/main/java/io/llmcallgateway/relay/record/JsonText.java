package io.llmcallgateway.relay.record;

import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import java.nio.charset.StandardCharsets;

/// The text in a JSON string, for search: the beginning of a long one.
final class JsonText {
  private static final int MOST_BYTES = 16 << 10;

  private JsonText() {}

  /// The text of an answer, then its calls, for full-text search.
  static String said(Answer answer) {
    var text = of(answer.text());
    if (answer.toolCalls().isEmpty()) return text;
    var said = new StringBuilder(text);
    for (var call : answer.toolCalls()) {
      if (!said.isEmpty()) said.append('\n');
      said.append(call.name()).append(' ').append(of(call.arguments()));
    }
    return said.toString();
  }

  /// @param escaped with its escapes, with or without its quotes
  static String of(Body escaped) {
    var bytes = escaped.toByteArray();
    boolean quoted = bytes.length > 1 && bytes[0] == '"';
    int from = quoted ? 1 : 0;
    int to = quoted ? bytes.length - 1 : bytes.length;
    if (to - from > MOST_BYTES) {
      to = from + MOST_BYTES;
      while (to > from && (bytes[to] & 0xC0) == 0x80) to--; // not within a character
    }
    var text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    return text.indexOf('\\') < 0 ? text : unescaped(text);
  }

  private static String unescaped(String text) {
    var plain = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != '\\' || at + 1 == text.length()) {
        plain.append(c);
        continue;
      }
      char escape = text.charAt(++at);
      switch (escape) {
        case 'n' -> plain.append('\n');
        case 't' -> plain.append('\t');
        case 'r', 'b', 'f' -> plain.append(' ');
        case 'u' -> {
          int code = code(text, at + 1);
          if (code >= 0) plain.append((char) code);
          at += 4;
        }
        default -> plain.append(escape);
      }
    }
    return plain.toString();
  }

  private static int code(String text, int at) {
    if (at + 4 > text.length()) return -1;
    int code = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) return -1;
      code = code * 16 + digit;
    }
    return code;
  }
}
