package io.llmcallgateway.dialect.openai.answer;

import io.llmcallgateway.wire.JsonSlice;

/// Follows a JSON value that comes in pieces, each inside a JSON string, to know when it is
/// complete.
final class PartialJson {
  private int depth;
  private boolean inString;
  private boolean escaped;
  private boolean begun;
  private boolean complete;

  /// Takes the next piece: a string, or a whole object in its place.
  void take(JsonSlice piece) {
    if (!piece.isString()) {
      begun = true;
      complete = true;
      return;
    }
    var data = piece.data();
    var inside = piece.inside();
    for (int i = inside.start(); i < inside.end(); i++) {
      byte b = data[i];
      if (b != '\\') {
        take(b);
        continue;
      }
      b = data[++i];
      switch (b) {
        case '"', '\\', '/' -> take(b);
        case 'u' -> {
          take(code(data, i + 1));
          i += 4;
        }
        default -> take((byte) ' '); // a line's end, a tab and the like
      }
    }
  }

  /// An ASCII character; what is beyond has no meaning here.
  private static byte code(byte[] data, int at) {
    int code = 0;
    for (int i = at; i < at + 4; i++) code = code * 16 + Character.digit(data[i], 16);
    return code < 0x80 ? (byte) code : (byte) 'x';
  }

  private void take(byte c) {
    if (escaped) {
      escaped = false;
      return;
    }
    if (inString) {
      if (c == '\\') escaped = true;
      else if (c == '"') inString = false;
      return;
    }
    if (c >= 0 && c <= ' ') return;
    begun = true;
    switch (c) {
      case '"' -> inString = true;
      case '{', '[' -> depth++;
      case '}', ']' -> complete = --depth == 0;
      default -> {}
    }
  }

  /// True if nothing but white space has come.
  boolean isBlank() {
    return !begun;
  }

  /// True if the object or array that it began with is closed.
  boolean isComplete() {
    return complete;
  }
}
