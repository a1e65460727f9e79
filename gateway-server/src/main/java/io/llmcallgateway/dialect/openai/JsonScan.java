package io.llmcallgateway.dialect.openai;

/// Follows a JSON value that comes in pieces, to know when it is complete.
final class JsonScan {
  private int depth;
  private boolean inString;
  private boolean escaped;
  private boolean begun;
  private boolean complete;

  void take(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      if (escaped) escaped = false;
      else if (inString) {
        if (c == '\\') escaped = true;
        else if (c == '"') inString = false;
      } else if (c > ' ') {
        begun = true;
        switch (c) {
          case '"' -> inString = true;
          case '{', '[' -> depth++;
          case '}', ']' -> complete = --depth == 0;
          default -> {}
        }
      }
    }
  }

  /// Nothing but white space so far.
  boolean blank() {
    return !begun;
  }

  /// The object or array that it began with is closed.
  boolean complete() {
    return complete;
  }
}
