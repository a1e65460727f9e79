package io.llmcallgateway.dialect.openai.content;

/// Splits `<think>…</think>` at the beginning of a text from the rest, in pieces as they come. A
/// piece that may begin a tag is held back until it is known. One choice, one thread.
public final class ThinkTags {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  private State state = State.BEFORE;
  private final StringBuilder held = new StringBuilder(0);

  private enum State {
    BEFORE,
    THINKING,
    BETWEEN,
    AFTER
  }

  /// Returns the reasoning before the text, as vendors write it.
  public static String write(String thoughts, String words) {
    return OPEN + thoughts + CLOSE + "\n\n" + words;
  }

  /// Receives the pieces.
  public interface Pieces {
    void reasoning(String text);

    void text(String text);
  }

  public void take(String piece, Pieces out) {
    if (state == State.AFTER) {
      out.text(piece);
      return;
    }
    held.append(piece);
    if (state == State.BEFORE) begin(out);
    if (state == State.THINKING) think(out);
    if (state == State.BETWEEN) skipBlank(out);
  }

  private void begin(Pieces out) {
    int at = blanks();
    int left = Math.min(held.length() - at, OPEN.length());
    if (!OPEN.startsWith(held.substring(at, at + left))) {
      state = State.AFTER;
      flush(out);
    } else if (left == OPEN.length()) {
      held.delete(0, at + left);
      state = State.THINKING;
    }
  }

  private int blanks() {
    int at = 0;
    while (at < held.length() && held.charAt(at) <= ' ') at++;
    return at;
  }

  private void think(Pieces out) {
    int close = held.indexOf(CLOSE);
    int safe = close < 0 ? held.length() - unsure() : close;
    if (safe > 0) out.reasoning(held.substring(0, safe));
    held.delete(0, close < 0 ? safe : close + CLOSE.length());
    if (close >= 0) state = State.BETWEEN;
  }

  /// Returns the number of characters at the end that may begin the closing tag.
  private int unsure() {
    for (int n = Math.min(held.length(), CLOSE.length() - 1); n > 0; n--) {
      if (CLOSE.startsWith(held.substring(held.length() - n))) return n;
    }
    return 0;
  }

  private void skipBlank(Pieces out) {
    held.delete(0, blanks());
    if (held.isEmpty()) return;
    state = State.AFTER;
    flush(out);
  }

  private void flush(Pieces out) {
    if (!held.isEmpty()) out.text(held.toString());
    held.setLength(0);
  }

  /// Passes on what was held back, since the text has ended.
  public void end(Pieces out) {
    if (state == State.THINKING && !held.isEmpty()) out.reasoning(held.toString());
    else if (state == State.BEFORE) flush(out);
    held.setLength(0);
  }
}
