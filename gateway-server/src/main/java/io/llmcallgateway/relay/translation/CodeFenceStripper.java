package io.llmcallgateway.relay.translation;

import java.util.regex.Pattern;

/// Takes the code fence off a JSON text that comes in pieces: models add one even where they are
/// told not to. What may be the fence's end is held back until more is known. One text, one thread.
final class CodeFenceStripper {
  private static final Pattern OPENING = Pattern.compile("\\s*```[A-Za-z0-9]{0,16}[ \\t]*\\n?");

  /// No string of JSON holds a line break, so a fence on a line of its own is the end.
  private static final Pattern CLOSING = Pattern.compile("\\n[ \\t]*```");

  private static final String FENCE = "```";

  /// More than this is no fence.
  private static final int MOST_HELD = 4_096;

  private enum At {
    START,
    PLAIN,
    FENCED,
    OVER
  }

  private final StringBuilder held = new StringBuilder();
  private At at = At.START;

  /// Returns the text that is certain now.
  String take(String text) {
    if (at == At.OVER) return "";
    if (at == At.PLAIN) return text;
    held.append(text);
    return at == At.START ? start() : fenced();
  }

  private String start() {
    int first = 0;
    while (first < held.length() && Character.isWhitespace(held.charAt(first))) first++;
    int seen = Math.min(FENCE.length(), held.length() - first);
    if (!FENCE.startsWith(held.substring(first, first + seen))) {
      at = At.PLAIN;
      return released();
    }
    var opening = OPENING.matcher(held);
    boolean whole =
        opening.lookingAt()
            && (opening.end() < held.length() || held.charAt(held.length() - 1) == '\n');
    if (!whole) { // the fence itself, or the name of its language, may go on
      if (held.length() <= MOST_HELD) return "";
      at = At.PLAIN;
      return released();
    }
    at = At.FENCED;
    held.delete(0, opening.end());
    return fenced();
  }

  private String fenced() {
    var closing = CLOSING.matcher(held);
    if (closing.find()) {
      held.setLength(closing.start());
      at = At.OVER;
      return released();
    }
    int sure = held.length();
    if (sure <= MOST_HELD) while (sure > 0 && mayClose(held.charAt(sure - 1))) sure--;
    var text = held.substring(0, sure);
    held.delete(0, sure);
    return text;
  }

  private static boolean mayClose(char c) {
    return c == '`' || Character.isWhitespace(c);
  }

  private String released() {
    var text = held.toString();
    held.setLength(0);
    return text;
  }

  /// Returns the text that was held back and is no fence.
  String end() {
    var text = released();
    if (at == At.FENCED && text.strip().equals(FENCE)) return "";
    return text;
  }
}
