package io.llmcallgateway.dialect.openai.stream;

import io.llmcallgateway.dialect.support.AnswerTextLimit;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonSlice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The characters of JSON strings put together as they came, with their escapes, up to a cap. One
/// thread.
final class EscapedText {
  private byte[] bytes = new byte[64];
  private int length;

  void append(byte[] source, int start, int end) {
    int added = end - start;
    int room = Math.min(added, AnswerTextLimit.MOST - length);
    if (length + room > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + room, bytes.length * 2));
    }
    System.arraycopy(source, start, bytes, length, room);
    length += room;
  }

  /// Appends the characters of a string, or the JSON text of any other value.
  void append(JsonSlice value) {
    if (value.isString()) {
      var inside = value.inside();
      append(value.data(), inside.start(), inside.end());
    } else {
      var literal = Json.string(new String(value.bytes(), StandardCharsets.UTF_8));
      append(literal, 1, literal.length - 1);
    }
  }

  void append(String ascii) {
    var added = ascii.getBytes(StandardCharsets.UTF_8);
    append(added, 0, added.length);
  }

  void append(EscapedText other) {
    append(other.bytes, 0, other.length);
  }

  boolean isEmpty() {
    return length == 0;
  }

  Body body() {
    return length == 0 ? Body.EMPTY : Body.of(bytes, 0, length);
  }
}
