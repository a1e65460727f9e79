package io.llmcallgateway.dialect.openai.audio;

import io.llmcallgateway.dialect.support.OpenAiErrorReader;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.wire.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A whole transcript: JSON, or text with or without times.
public final class Transcript {
  private Transcript() {}

  /// Reads what the record needs. Throws a `GatewayException` (UPSTREAM_ERROR) where the body is no
  /// transcript.
  public static Answer read(Operation operation, Body body, String provider) {
    var text = body.utf8();
    if (text.isEmpty()) throw unreadable("The provider's answer is empty.", provider);
    var first = text.stripLeading();
    var start = first.substring(0, Math.min(first.length(), 16)).toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype") || start.startsWith("<html")) {
      throw unreadable("The provider answered with a page instead of a transcript.", provider);
    }
    var json = start.startsWith("{") ? json(text) : null;
    if (json == null) return new Answer(body, escaped(text), List.of(), null, null);
    boolean error = json.path("error").isObject() || !json.has("text");
    if (error && OpenAiErrorReader.isError(json)) {
      throw new GatewayException(OpenAiErrorReader.inStream(body, provider));
    }
    return answer(operation, body, json);
  }

  /// Returns what a document says, whole or of a stream's last event.
  static Answer answer(Operation operation, Body document, JsonNode json) {
    var said = json.path("text").isString() ? escaped(json.path("text").asString()) : Body.EMPTY;
    return new Answer(
        document, said, List.of(), null, AudioUsage.read(operation, json.path("usage")));
  }

  static Body escaped(String text) {
    var literal = Json.string(text);
    return Body.of(literal, 1, literal.length - 2);
  }

  private static @Nullable JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JacksonException _) {
      return null;
    }
  }

  private static GatewayException unreadable(String message, String provider) {
    return new GatewayException(Failure.ofProvider(Failure.Kind.UPSTREAM_ERROR, provider, message));
  }
}
