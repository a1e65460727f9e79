package io.llmcallgateway.dialect.support;

import static tools.jackson.core.JsonToken.END_ARRAY;
import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.START_ARRAY;
import static tools.jackson.core.JsonToken.START_OBJECT;
import static tools.jackson.core.JsonToken.VALUE_NULL;
import static tools.jackson.core.JsonToken.VALUE_STRING;

import io.llmcallgateway.model.Span;
import io.llmcallgateway.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A value of a request as it stands in the body's bytes, taken apart down to some depth: where its
/// members and elements are, not what they say.
///
/// @param token its first one
/// @param text that of a short string: a role, an id, a type, a name; null for all else
/// @param members of an object
/// @param items of an array
public record ScannedValue(
    Span span,
    JsonToken token,
    @Nullable String text,
    List<Member> members,
    List<ScannedValue> items) {
  private static final int SHORT = 256;

  /// A member of an object.
  ///
  /// @param span from its name to its value's end
  public record Member(String name, Span span, ScannedValue value) {
    /// The bytes of its name, quotes included.
    public Span nameSpan(byte[] bytes) {
      int at = span.start() + 1;
      while (bytes[at] != '"') at += bytes[at] == '\\' ? 2 : 1;
      return new Span(span.start(), at + 1);
    }
  }

  /// A request, whose members are taken apart as deep as `depths` says by their names.
  public static ScannedValue request(byte[] bytes, ToIntFunction<String> depths) {
    try (var parser = Json.parser(bytes, 0, bytes.length)) {
      var start = parser.nextToken();
      int from = (int) parser.currentTokenLocation().getByteOffset();
      var members = new ArrayList<Member>();
      while (parser.nextToken() == PROPERTY_NAME) members.add(member(parser, depths));
      int to = (int) parser.currentLocation().getByteOffset();
      return new ScannedValue(new Span(from, to), start, null, members, List.of());
    }
  }

  private static Member member(JsonParser parser, ToIntFunction<String> depths) {
    var name = parser.currentName();
    int at = (int) parser.currentTokenLocation().getByteOffset();
    parser.nextToken();
    var value = of(parser, depths.applyAsInt(name));
    return new Member(name, new Span(at, value.span().end()), value);
  }

  /// The value that the parser stands at; leaves the parser at its end.
  ///
  /// @param depth how many levels of objects and arrays are taken apart
  public static ScannedValue of(JsonParser parser, int depth) {
    var token = parser.currentToken();
    if (token.isScalarValue()) {
      var span = Json.scalar(parser);
      boolean told = token == VALUE_STRING && span.length() <= SHORT;
      return new ScannedValue(span, token, told ? parser.getString() : null, List.of(), List.of());
    }
    if (depth == 0) {
      return new ScannedValue(Json.structure(parser), token, null, List.of(), List.of());
    }
    int start = (int) parser.currentTokenLocation().getByteOffset();
    var members = new ArrayList<Member>(token == START_OBJECT ? 4 : 0);
    var items = new ArrayList<ScannedValue>(token == START_ARRAY ? 4 : 0);
    if (token == START_OBJECT) {
      while (parser.nextToken() == PROPERTY_NAME) members.add(member(parser, _ -> depth - 1));
    } else {
      while (parser.nextToken() != END_ARRAY) items.add(of(parser, depth - 1));
    }
    int end = (int) parser.currentLocation().getByteOffset();
    return new ScannedValue(new Span(start, end), token, null, members, items);
  }

  /// The member of that name; null where there is none.
  public @Nullable Member member(String name) {
    for (int i = members.size() - 1; i >= 0; i--) {
      if (members.get(i).name().equals(name)) return members.get(i);
    }
    return null;
  }

  /// The value of the member of that name; null where there is none, or JSON's null.
  public @Nullable ScannedValue get(String name) {
    var member = member(name);
    return member == null || member.value().isNull() ? null : member.value();
  }

  /// The short string that the member of that name has; empty where it has none.
  public String text(String name) {
    var value = get(name);
    return value == null || value.text() == null ? "" : value.text();
  }

  public boolean isNull() {
    return token == VALUE_NULL;
  }

  public boolean isString() {
    return token == VALUE_STRING;
  }

  public boolean isArray() {
    return token == START_ARRAY;
  }

  public boolean isObject() {
    return token == START_OBJECT;
  }

  /// True if it is a string or an array, taken apart, without anything in it.
  public boolean isEmpty() {
    return isString() ? span.length() == 2 : isArray() && items.isEmpty();
  }

  /// Its bytes as text: a string with its quotes and escapes.
  public String raw(byte[] bytes) {
    return new String(bytes, span.start(), span.length(), StandardCharsets.UTF_8);
  }

  /// The text between a string's quotes, escapes included.
  public String inner(byte[] bytes) {
    return new String(bytes, span.start() + 1, span.length() - 2, StandardCharsets.UTF_8);
  }

  /// The places of its members.
  public List<Span> memberSpans() {
    return members.stream().map(Member::span).toList();
  }
}
