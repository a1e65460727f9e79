package io.llmcallgateway.logging.line;

import io.llmcallgateway.model.Body;

/// Writes a body on one line: whitespace controls become spaces, other controls escapes; long
/// base64 and long vectors are shortened, what is over 1 MB is cut.
public final class BodyText {
  private static final int LIMIT = 1 << 20;
  private static final int LONG_RUN = 256;
  private static final int KEPT_CHARACTERS = 32;
  private static final int MOST_NUMBERS = 16;
  private static final int KEPT_NUMBERS = 4;
  private static final byte[] ELLIPSIS = Utf8Builder.utf8("…");
  private static final boolean[] BASE64 =
      table("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=");
  private static final boolean[] NUMERIC = table("0123456789-.eE+");

  private final boolean json;
  private final ContiguousBody flat = new ContiguousBody();

  private byte[] in = new byte[0];
  private int to;
  private int runStart;
  private int runEnd;

  /// Whether the byte at `quotesAt` is inside a string; moved on only when somebody asks.
  private int quotesAt;

  private boolean inString;

  /// @param json what is shortened stays valid JSON
  public BodyText(boolean json) {
    this.json = json;
  }

  private static boolean[] table(String characters) {
    var table = new boolean[256];
    for (char character : characters.toCharArray()) table[character] = true;
    return table;
  }

  /// Says whether the whole body was written.
  public boolean write(Utf8Builder out, Body body) {
    flat.of(body);
    in = flat.array();
    to = flat.to();
    quotesAt = flat.from();
    inString = false;
    int at = flat.from();
    int limit = out.length() + LIMIT;
    findRun(at);
    while (at < to && out.length() < limit) {
      if (at == runStart) {
        shortRun(out);
        at = runEnd;
        findRun(at);
        continue;
      }
      int plain = Utf8.plainEnd(in, at, runStart, '[');
      if (plain > at) {
        int count = Math.min(plain - at, limit - out.length());
        out.add(in, at, count);
        at += count;
      } else if (in[at] == '[') {
        at = bracket(out, at);
        if (at > runStart) findRun(at);
      } else {
        at = special(out, at, limit);
      }
    }
    boolean whole = at == to;
    if (!whole) SafeText.more(out, to - at);
    in = new byte[0];
    flat.release();
    return whole;
  }

  private int special(Utf8Builder out, int at, int limit) {
    int wide = Utf8.wideEnd(in, at, Math.min(to, at + Math.max(3, limit - out.length())));
    if (wide > at) {
      out.add(in, at, wide - at);
      return wide;
    }
    int value = Utf8.codePoint(in, at, to);
    if (value < 0) {
      out.codePoint(Utf8.REPLACEMENT);
      return at + 1;
    }
    if (value == '\n' || value == '\r' || value == '\t') {
      out.add(' ');
    } else if (Utf8.unsafe(value)) {
      SafeText.unicode(out, value);
    } else {
      out.add(in, at, Utf8.sizeOf(value));
    }
    return at + Utf8.sizeOf(value);
  }

  /// Finds the next long run of base64 characters: one that long covers every 256th position, so
  /// ordinary text is only probed.
  private void findRun(int from) {
    for (int probe = from + LONG_RUN - 1; probe < to; probe += LONG_RUN) {
      if (!inRun(probe)) continue;
      int start = probe;
      while (start > from && inRun(start - 1)) start--;
      int end = probe + 1;
      while (end < to && inRun(end)) end++;
      if (end - start >= LONG_RUN) {
        runStart = start;
        runEnd = end;
        return;
      }
      probe = end - 1;
    }
    runStart = to;
    runEnd = to;
  }

  /// Some encoders write a slash as `\\/`.
  private boolean inRun(int at) {
    byte value = in[at];
    return value == '\\' ? at + 1 < to && in[at + 1] == '/' : BASE64[value & 0xFF];
  }

  private void shortRun(Utf8Builder out) {
    int kept = runStart;
    int characters = 0;
    int all = 0;
    for (int i = runStart; i < runEnd; i++) {
      if (in[i] == '\\') continue;
      all++;
      if (characters == KEPT_CHARACTERS) continue;
      characters++;
      kept = i + 1;
    }
    out.add(in, runStart, kept - runStart);
    out.add(ELLIPSIS).add('(').number(all).ascii(" chars)");
  }

  /// A vector is shortened; any other bracket is written as it is.
  private int bracket(Utf8Builder out, int open) {
    int numbers = 0;
    int at = open + 1;
    while (true) {
      at = skipSpace(at);
      int start = at;
      while (at < to && isNumeric(in[at])) at++;
      if (at == start) break;
      numbers++;
      at = skipSpace(at);
      if (at == to || in[at] != ',') break;
      at++;
    }
    boolean vector = numbers > MOST_NUMBERS && at < to && in[at] == ']' && !insideString(open);
    if (!vector) {
      out.add('[');
      return open + 1;
    }
    out.add('[');
    int number = open + 1;
    for (int i = 0; i < KEPT_NUMBERS; i++) {
      number = skipSpace(number);
      int end = number;
      while (isNumeric(in[end])) end++;
      out.add(in, number, end - number).ascii(", ");
      number = skipSpace(end) + 1;
    }
    if (json) out.add('"');
    out.add(ELLIPSIS).add('(').number(numbers).ascii(" numbers)");
    if (json) out.add('"');
    out.add(']');
    return at + 1;
  }

  private int skipSpace(int from) {
    int at = from;
    while (at < to && (in[at] == ' ' || in[at] == '\n' || in[at] == '\r' || in[at] == '\t')) at++;
    return at;
  }

  private static boolean isNumeric(byte value) {
    return NUMERIC[value & 0xFF];
  }

  private boolean insideString(int at) {
    while (quotesAt < at) {
      byte value = in[quotesAt];
      if (value == '"') inString = !inString;
      quotesAt += inString && value == '\\' ? 2 : 1;
    }
    return inString;
  }
}
