package io.llmcallgateway.dialect.openai.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static tools.jackson.core.JsonToken.PROPERTY_NAME;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.wire.Json;
import org.jspecify.annotations.Nullable;

/// Turns reasoning off in a request that passes untouched; no other byte changes.
public final class EffortSplice {
  private static final byte[] NONE = "\"none\"".getBytes(UTF_8);
  private static final byte[] MEMBER = "\"reasoning_effort\":\"none\",".getBytes(UTF_8);

  private EffortSplice() {}

  /// Returns the request with reasoning turned off.
  ///
  /// @param request an object with at least one member
  public static Body none(Body request) {
    var bytes = request.toByteArray();
    var given = given(bytes);
    if (given != null) return request.splice(given, NONE);
    int open = 0;
    while (bytes[open] != '{') open++;
    return request.splice(new Span(open + 1, open + 1), MEMBER);
  }

  private static @Nullable Span given(byte[] bytes) {
    Span given = null;
    try (var parser = Json.parser(bytes, 0, bytes.length)) {
      parser.nextToken();
      while (parser.nextToken() == PROPERTY_NAME) {
        boolean effort = parser.currentName().equals("reasoning_effort");
        boolean holds = parser.nextToken().isStructStart();
        var span = holds ? Json.structure(parser) : Json.scalar(parser);
        if (effort) given = span;
      }
    }
    return given;
  }
}
