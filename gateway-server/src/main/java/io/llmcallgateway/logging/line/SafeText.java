package io.llmcallgateway.logging.line;

/// Writes text of clients and providers so that it can be read but cannot break a line: controls
/// and direction marks become escapes. In JSON form the result fits between quotes.
public final class SafeText {
  /// Bytes of one text before it is cut.
  public static final int LIMIT = 1 << 20;

  private static final byte[] ELLIPSIS = Utf8Builder.utf8("…");
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final boolean json;

  public SafeText(boolean json) {
    this.json = json;
  }

  public void text(Utf8Builder out, String text) {
    for (int i = 0; i < text.length(); ) {
      int value = text.codePointAt(i);
      i += Character.charCount(value);
      codePoint(out, value);
    }
  }

  /// The inside of a JSON string literal, unescaped for reading.
  public void escaped(Utf8Builder out, byte[] in, int from, int to, int maxCodePoints) {
    int end = Math.min(to, from + LIMIT);
    int left = maxCodePoints;
    int at = from;
    while (at < end) {
      if (left == 0) {
        out.add(ELLIPSIS);
        return;
      }
      int plain = Utf8.plainEnd(in, at, at + Math.min(end - at, left), '\\');
      if (plain > at) {
        plain(out, in, at, plain);
        left -= plain - at;
        at = plain;
        continue;
      }
      int wide = Utf8.wideEnd(in, at, (int) Math.min(end, at + 3L * left));
      if (wide > at) {
        out.add(in, at, wide - at);
        left -= (wide - at) / 3;
        at = wide;
        continue;
      }
      at = in[at] == '\\' ? escape(out, in, at, to) : other(out, in, at, to);
      left--;
    }
    if (at < to) more(out, to - at);
  }

  public static void more(Utf8Builder out, int bytes) {
    out.add(ELLIPSIS).ascii("(+").number(bytes).ascii(" bytes)");
  }

  private void plain(Utf8Builder out, byte[] in, int from, int to) {
    if (!json) {
      out.add(in, from, to - from);
      return;
    }
    for (int i = from; i < to; i++) codePoint(out, in[i]);
  }

  private int other(Utf8Builder out, byte[] in, int at, int to) {
    int value = Utf8.codePoint(in, at, to);
    codePoint(out, value < 0 ? Utf8.REPLACEMENT : value);
    return at + (value < 0 ? 1 : Utf8.sizeOf(value));
  }

  /// One escape sequence, or two that make a surrogate pair.
  private int escape(Utf8Builder out, byte[] in, int at, int to) {
    if (at + 1 == to) {
      codePoint(out, '\\');
      return to;
    }
    int value =
        switch (in[at + 1]) {
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'b' -> '\b';
          case 'f' -> '\f';
          case '"', '\\', '/' -> in[at + 1];
          case 'u' -> unit(in, at, to);
          default -> -1;
        };
    if (value < 0) {
      codePoint(out, '\\');
      return at + 1;
    }
    if (in[at + 1] != 'u') {
      codePoint(out, value);
      return at + 2;
    }
    if (!Character.isHighSurrogate((char) value)) {
      codePoint(out, value);
      return at + 6;
    }
    int low = unit(in, at + 6, to);
    boolean pair = low >= 0 && Character.isLowSurrogate((char) low);
    codePoint(out, pair ? Character.toCodePoint((char) value, (char) low) : Utf8.REPLACEMENT);
    return at + (pair ? 12 : 6);
  }

  /// The value of `\\uXXXX` at `at`, or -1.
  private static int unit(byte[] in, int at, int to) {
    if (to - at < 6 || in[at] != '\\' || in[at + 1] != 'u') return -1;
    int value = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = Character.digit((char) (in[i] & 0xFF), 16);
      if (digit < 0) return -1;
      value = (value << 4) | digit;
    }
    return value;
  }

  /// One code point of a text.
  public void codePoint(Utf8Builder out, int value) {
    if (Utf8.unsafe(value)) {
      control(out, value);
    } else if (value >= 0xD800 && value <= 0xDFFF) {
      out.codePoint(Utf8.REPLACEMENT);
    } else {
      if (json && (value == '"' || value == '\\')) out.add('\\');
      out.codePoint(value);
    }
  }

  private static void control(Utf8Builder out, int value) {
    switch (value) {
      case '\n' -> out.ascii("\\n");
      case '\r' -> out.ascii("\\r");
      case '\t' -> out.ascii("\\t");
      default -> unicode(out, value);
    }
  }

  /// `\\uXXXX`, which is safe in text and means the same in JSON.
  public static void unicode(Utf8Builder out, int value) {
    out.ascii("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) out.add(HEX[(value >> shift) & 0xF]);
  }
}
