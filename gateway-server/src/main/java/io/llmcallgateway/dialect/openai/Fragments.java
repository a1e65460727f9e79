package io.llmcallgateway.dialect.openai;

import io.llmcallgateway.dialect.support.AnswerTextLimit;
import io.llmcallgateway.model.Body;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes gathered piece by piece, up to a cap.
final class Fragments {
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

  void append(String ascii) {
    var added = ascii.getBytes(StandardCharsets.UTF_8);
    append(added, 0, added.length);
  }

  void append(Fragments other) {
    append(other.bytes, 0, other.length);
  }

  boolean isEmpty() {
    return length == 0;
  }

  Body body() {
    return length == 0 ? Body.EMPTY : Body.of(bytes, 0, length);
  }
}
