package io.llmcallgateway.wire;

import org.jspecify.annotations.Nullable;

/// Steps through a JSON document in a byte array without a tree, a copy or an allocation. Accepts
/// exactly the documents that RFC 8259 allows. The caller enters the objects and arrays that it
/// needs and skips other values. Made for the events of streams, which are many; other documents
/// are read with Jackson. Used by one thread.
public final class JsonCursor {
  private final byte[] data;
  private final int end;
  private int at;
  private int depth;

  /// True directly after an object or array was entered, when no comma precedes the next value.
  private boolean first;

  private int nameStart;
  private int nameEnd;
  private int valueStart;
  private boolean escaped;

  /// Thrown if the document is incomplete or is not JSON.
  public static final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedException(int offset) {
      super("malformed JSON at byte " + offset);
    }
  }

  /// Makes a cursor that stands before the document's value.
  public JsonCursor(byte[] data, int start, int end) {
    this.data = data;
    this.at = start;
    this.end = end;
    skipBlank();
  }

  /// Enters the value here if it is an object; call `nextMember` until it returns false. Returns
  /// true if it is one.
  public boolean enterObject() {
    return enter('{');
  }

  /// Enters the value here if it is an array; call `nextElement` until it returns false. Returns
  /// true if it is one.
  public boolean enterArray() {
    return enter('[');
  }

  private boolean enter(char bracket) {
    if (at == end || data[at] != bracket) return false;
    at++;
    if (++depth > Json.MAX_DEPTH) throw malformed();
    first = true;
    return true;
  }

  /// Moves to the value of the object's next member. Returns false if the object has ended.
  public boolean nextMember() {
    if (!next('}')) return false;
    if (at == end || data[at] != '"') throw malformed();
    nameStart = at + 1;
    skipString();
    nameEnd = at - 1;
    skipBlank();
    if (at == end || data[at] != ':') throw malformed();
    at++;
    skipBlank();
    return true;
  }

  /// Moves to the array's next element. Returns false if the array has ended.
  public boolean nextElement() {
    return next(']');
  }

  private boolean next(char bracket) {
    skipBlank();
    if (at == end) throw malformed();
    if (data[at] == bracket) {
      at++;
      depth--;
      first = false;
      return false;
    }
    if (!first) {
      if (data[at] != ',') throw malformed();
      at++;
      skipBlank();
    }
    first = false;
    return true;
  }

  /// Returns the name of the current member if it is among `names`, otherwise an empty text.
  public String name(JsonNames names) {
    return names.find(data, nameStart, nameEnd);
  }

  /// Returns the name of the current member.
  public String name() {
    return JsonSlice.unescape(data, nameStart, nameEnd);
  }

  /// Skips the value here.
  public void skip() {
    valueStart = at;
    skipValue();
  }

  /// Skips the value here and returns it; null if it is JSON's null.
  public @Nullable JsonSlice take() {
    escaped = false;
    skip();
    if (data[valueStart] == 'n') return null;
    return new JsonSlice(data, valueStart, at, escaped);
  }

  /// Returns the position in the byte array.
  public int offset() {
    return at;
  }

  /// Returns the object or array that began at `offset` and has just ended.
  public JsonSlice since(int offset) {
    return new JsonSlice(data, offset, at, false);
  }

  /// Throws an exception if anything but white space follows the document's value.
  public void requireEnd() {
    skipBlank();
    if (at != end) throw malformed();
  }

  private void skipValue() {
    if (at == end) throw malformed();
    switch (data[at]) {
      case '"' -> skipString();
      case '{' -> {
        enter('{');
        while (nextMember()) skipValue();
      }
      case '[' -> {
        enter('[');
        while (nextElement()) skipValue();
      }
      case 't' -> skipWord("true");
      case 'f' -> skipWord("false");
      case 'n' -> skipWord("null");
      default -> skipNumber();
    }
  }

  private void skipWord(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at == end || data[at] != word.charAt(i)) throw malformed();
      at++;
    }
  }

  private void skipNumber() {
    if (data[at] == '-') at++;
    if (at < end && data[at] == '0') at++;
    else skipDigits();
    if (at < end && data[at] == '.') {
      at++;
      skipDigits();
    }
    if (at < end && (data[at] == 'e' || data[at] == 'E')) {
      at++;
      if (at < end && (data[at] == '+' || data[at] == '-')) at++;
      skipDigits();
    }
  }

  private void skipDigits() {
    int from = at;
    while (at < end && data[at] >= '0' && data[at] <= '9') at++;
    if (at == from) throw malformed();
  }

  /// Moves from the opening quote to the byte after the closing one.
  private void skipString() {
    var bytes = data;
    int limit = end;
    int i = at + 1;
    while (i < limit) {
      int c = bytes[i];
      if (c >= ' ' && c != '"' && c != '\\') {
        i++;
      } else if (c == '"') {
        at = i + 1;
        return;
      } else if (c == '\\') {
        escaped = true;
        i = afterEscape(i);
      } else {
        i = afterCharacter(i);
      }
    }
    at = end;
    throw malformed();
  }

  private int afterEscape(int backslash) {
    int i = backslash + 1;
    if (i == end) throw malformed();
    return switch (data[i]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> i + 1;
      case 'u' -> {
        if (end - i < 5) throw malformed();
        for (int digit = i + 1; digit < i + 5; digit++) {
          if (Character.digit(data[digit], 16) < 0) throw malformed();
        }
        yield i + 5;
      }
      default -> throw malformed();
    };
  }

  /// Returns the position after a character of two to four bytes. Throws an exception for a control
  /// character, which a string must not contain.
  private int afterCharacter(int i) {
    int lead = data[i] & 0xFF;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || end - i < length) throw malformed();
    for (int k = 1; k < length; k++) if ((data[i + k] & 0xC0) != 0x80) throw malformed();
    int second = data[i + 1] & 0xFF;
    boolean wrong =
        switch (lead) {
          case 0xE0 -> second < 0xA0; // a shorter form exists
          case 0xED -> second > 0x9F; // half of a surrogate pair
          case 0xF0 -> second < 0x90; // a shorter form exists
          case 0xF4 -> second > 0x8F; // beyond Unicode
          default -> false;
        };
    if (wrong) throw malformed();
    return i + length;
  }

  private void skipBlank() {
    while (at < end) {
      byte c = data[at];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return;
      at++;
    }
  }

  private MalformedException malformed() {
    return new MalformedException(at);
  }
}
