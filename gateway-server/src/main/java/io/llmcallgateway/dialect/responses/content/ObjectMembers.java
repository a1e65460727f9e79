package io.llmcallgateway.dialect.responses.content;

import static io.llmcallgateway.dialect.support.RequestBodyParser.wrongType;
import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.START_OBJECT;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.wire.Json;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The members of a JSON object as byte ranges, so that members which are not read stay as they
/// are.
public final class ObjectMembers {
  private final byte[] bytes;
  private final Map<String, Span> members = new LinkedHashMap<>();
  private final Set<String> repeated = HashSet.newHashSet(0);

  private ObjectMembers(byte[] bytes) {
    this.bytes = bytes;
  }

  public static ObjectMembers of(Body body) {
    return of(body.toByteArray());
  }

  /// Returns the members, which are none if the value is no object.
  ///
  /// @throws JacksonException if the bytes are no JSON
  public static ObjectMembers of(byte[] bytes) {
    var top = new ObjectMembers(bytes);
    try (var parser = Json.parser(bytes, 0, bytes.length)) {
      if (parser.nextToken() != START_OBJECT) return top;
      while (parser.nextToken() == PROPERTY_NAME) {
        var name = parser.currentName();
        boolean holds = parser.nextToken().isStructStart();
        var span = holds ? Json.structure(parser) : Json.scalar(parser);
        if (top.members.put(name, span) != null) top.repeated.add(name);
      }
    }
    return top;
  }

  /// Returns the members, or null if the bytes are no JSON because they were kept in part or
  /// masked.
  public static @Nullable ObjectMembers ofKept(Body body) {
    try {
      return of(body);
    } catch (JacksonException _) {
      return null;
    }
  }

  public Map<String, Span> members() {
    return members;
  }

  /// True if the name is given more than once, so that another reader may find another value.
  public boolean repeats(String name) {
    return repeated.contains(name);
  }

  public byte[] all() {
    return bytes;
  }

  public byte[] bytes(Span span) {
    return Arrays.copyOfRange(bytes, span.start(), span.end());
  }

  /// Returns the member's bytes, or null if it is missing or null.
  public byte @Nullable [] value(String name) {
    var span = members.get(name);
    return span == null || bytes[span.start()] == 'n' ? null : bytes(span);
  }

  public boolean has(String name) {
    return value(name) != null;
  }

  public JsonNode tree(String name) {
    var value = value(name);
    return value == null ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(value);
  }

  public @Nullable String text(String name) {
    var node = tree(name);
    if (node.isMissingNode()) return null;
    if (!node.isString()) throw wrongType(name, "a string");
    return node.asString();
  }

  public @Nullable Boolean flag(String name) {
    var node = tree(name);
    if (node.isMissingNode()) return null;
    if (!node.isBoolean()) throw wrongType(name, "a boolean");
    return node.asBoolean();
  }

  public byte[] with(String name, String text) {
    return with(name, Json.string(text));
  }

  /// Returns the object's bytes with a value for a member, which is put first if the object lacks
  /// it.
  public byte[] with(String name, byte[] value) {
    var span = members.get(name);
    if (span != null) return Body.of(bytes).splice(span, value).toByteArray();
    return withFirst(name, value);
  }

  private byte[] withFirst(String name, byte[] value) {
    int open = 0;
    while (bytes[open] != '{') open++;
    var member = Json.MAPPER.createObjectNode().set(name, Json.MAPPER.readTree(value)).toString();
    var inner = member.substring(1, member.length() - 1) + (members.isEmpty() ? "" : ",");
    return Body.of(bytes)
        .splice(new Span(open + 1, open + 1), Body.utf8(inner).toByteArray())
        .toByteArray();
  }
}
