package io.llmcallgateway.cli.calls;

import java.lang.Character.UnicodeScript;

/// Aligns text in a terminal, where a Chinese character takes two columns.
final class TextColumns {
  private TextColumns() {}

  static int width(String text) {
    return text.codePoints().map(TextColumns::width).sum();
  }

  private static int width(int c) {
    if (c < 0x1100) return 1;
    if ((c >= 0x3000 && c <= 0x303E) || (c >= 0xFF01 && c <= 0xFF60) || c >= 0x1F300) return 2;
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, YI -> 2;
      default -> 1;
    };
  }

  /// Returns the text shortened to a number of columns, with `…` at its end.
  static String cut(String text, int columns) {
    if (width(text) <= columns) return text;
    var kept = new StringBuilder();
    int used = 1;
    for (int c : text.codePoints().toArray()) {
      used += width(c);
      if (used > columns) break;
      kept.appendCodePoint(c);
    }
    return kept.append('…').toString();
  }

  static String pad(String text, int columns) {
    var cut = cut(text, columns);
    return cut + " ".repeat(columns - width(cut));
  }

  /// Returns the text on one line, without control characters.
  static String oneLine(String text) {
    return printable(text).replaceAll("\\s+", " ").strip();
  }

  /// Returns the text without control characters other than line ends and tabs.
  static String printable(String text) {
    var safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              boolean plain = c == '\n' || c == '\t' || !Character.isISOControl(c);
              if (plain && Character.getType(c) != Character.FORMAT) safe.appendCodePoint(c);
            });
    return safe.toString();
  }
}
