package io.llmcallgateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Span;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// A value of a JSON document as a range of the document's bytes; never JSON's null. It is parsed
/// on demand, and is valid as long as the bytes do not change.
public final class JsonSlice {
  private final byte[] data;
  private final int start;
  private final int end;
  private final boolean escaped;

  /// @param escaped false if a string certainly has no escapes
  JsonSlice(byte[] data, int start, int end, boolean escaped) {
    this.data = data;
    this.start = start;
    this.end = end;
    this.escaped = escaped;
  }

  /// Returns a slice of a whole document that is not a string.
  public static JsonSlice of(byte[] data, int start, int end) {
    return new JsonSlice(data, start, end, false);
  }

  public boolean isString() {
    return data[start] == '"';
  }

  public boolean isObject() {
    return data[start] == '{';
  }

  public boolean isArray() {
    return data[start] == '[';
  }

  /// True if it is a string that is not empty.
  public boolean hasText() {
    return isString() && end - start > 2;
  }

  /// Returns the string, or null if the value is no string.
  public @Nullable String string() {
    return isString() ? text() : null;
  }

  /// Returns the string, or an empty text if the value is no string.
  public String text() {
    if (!hasText()) return "";
    if (escaped) return unescape(data, start + 1, end - 1);
    return new String(data, start + 1, end - start - 2, UTF_8);
  }

  /// True if the value is this string, which must be ASCII.
  public boolean isText(String text) {
    if (!isString() || end - start - 2 != text.length()) return false;
    for (int i = 0; i < text.length(); i++) if (data[start + 1 + i] != text.charAt(i)) return false;
    return true;
  }

  /// Returns the value as an int. Reads small numbers without sign, fraction or exponent directly
  /// and converts others by way of a tree; returns `otherwise` if that is not possible.
  public int number(int otherwise) {
    int length = end - start;
    if (length > 9) return tree().asInt(otherwise);
    int value = 0;
    for (int i = start; i < end; i++) {
      if (data[i] < '0' || data[i] > '9') return tree().asInt(otherwise);
      value = value * 10 + (data[i] - '0');
    }
    return value;
  }

  /// Returns the value if it is a number above zero, otherwise 0.
  public long count() {
    var tree = tree();
    return tree.isNumber() ? Math.max(tree.asLong(0), 0) : 0;
  }

  /// Returns the range in the document's bytes.
  public Span span() {
    return new Span(start, end);
  }

  /// Returns the range of a string's content, still escaped, without the quotes.
  public Span inside() {
    return new Span(start + 1, end - 1);
  }

  /// Returns the document's bytes.
  public byte[] data() {
    return data;
  }

  /// Returns the value as a tree.
  public JsonNode tree() {
    try {
      return Json.MAPPER.readTree(data, start, end - start);
    } catch (JacksonException _) {
      return MissingNode.getInstance(); // not usable, such as half a character in a name
    }
  }

  /// Returns a parser of the value that stands before its first token.
  public JsonParser parser() {
    return Json.parser(data, start, end - start);
  }

  /// Returns a copy of the value's bytes.
  public byte[] bytes() {
    return Arrays.copyOfRange(data, start, end);
  }

  /// Returns the text of a valid JSON string, given without its quotes.
  static String unescape(byte[] data, int start, int end) {
    var text = new StringBuilder(end - start);
    int plain = start;
    for (int i = start; i < end; ) {
      if (data[i] != '\\') {
        i++;
        continue;
      }
      if (plain < i) text.append(new String(data, plain, i - plain, UTF_8));
      char c = (char) data[i + 1];
      i += c == 'u' ? 6 : 2;
      plain = i;
      text.append(
          switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> (char) code(data, i - 4);
            default -> c;
          });
    }
    if (plain < end) text.append(new String(data, plain, end - plain, UTF_8));
    return text.toString();
  }

  private static int code(byte[] data, int at) {
    int code = 0;
    for (int i = at; i < at + 4; i++) code = code * 16 + Character.digit(data[i], 16);
    return code;
  }
}
