package io.llmcallgateway.dialect.bedrock.answer;

import io.llmcallgateway.dialect.support.ErrorTable;
import io.llmcallgateway.dialect.support.OpenAiErrorReader;
import io.llmcallgateway.dialect.support.PlainTextError;
import io.llmcallgateway.dialect.support.RetryAfter;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Failure.Kind;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads Bedrock's errors: the class stands in a header, in a frame's type, or (from some gateways)
/// in the body's `__type`; the body has little more than a message.
public final class ErrorReader {
  private static final int MOST_TEXT = 2_000;

  private ErrorReader() {}

  public static Failure read(int status, Headers headers, Body body, String provider) {
    var document = document(body);
    var message = message(document);
    if (message == null) message = PlainTextError.describe(status, headers, body);
    var type = bare(headers.first("x-amzn-errortype"));
    if (type == null) type = typeIn(document);
    return build(status, type, message, provider, document, RetryAfter.read(headers, message));
  }

  /// Reads an error inside a stream.
  ///
  /// @param type the type of an exception frame: `throttlingException`, for instance
  public static Failure inStream(
      @Nullable String type, @Nullable String told, JsonNode payload, String provider) {
    var message = message(payload);
    if (message == null) message = told;
    if (message == null || message.isBlank()) {
      message = "The provider ended its answer with an error" + (type == null ? "." : ": " + type);
    }
    return build(ErrorTable.NO_STATUS, type, message, provider, payload, null);
  }

  /// An error in the place of an answer.
  static Failure inAnswer(ObjectNode root, String provider) {
    var message = message(root);
    if (message == null) message = "The provider's answer holds no message.";
    return build(ErrorTable.NO_STATUS, typeIn(root), message, provider, root, null);
  }

  private static Failure build(
      int status,
      @Nullable String type,
      String message,
      String provider,
      @Nullable JsonNode details,
      @Nullable Duration retryAfter) {
    var codes = new ArrayList<>(OpenAiErrorReader.codes(details));
    if (type != null) codes.add(type);
    var reading = ErrorTable.read(status, codes, message);
    var kind = reading.kind();
    boolean own = kind == Kind.INVALID_REQUEST && status >= 400 && status < 500;
    return new Failure(
        kind,
        own ? status : kind.status(),
        message,
        Failure.Origin.PROVIDER,
        provider,
        kind.type(),
        kind.code() != null ? kind.code() : reading.code() == null ? type : reading.code(),
        null,
        retryAfter,
        details instanceof ObjectNode object
            ? Body.of(Json.MAPPER.writeValueAsBytes(object))
            : null,
        List.of());
  }

  /// The class without its package, and without what stands after a colon.
  private static @Nullable String bare(@Nullable String type) {
    if (type == null || type.isBlank()) return null;
    int colon = type.indexOf(':');
    var name = colon < 0 ? type : type.substring(0, colon);
    return name.substring(name.indexOf('#') + 1).strip();
  }

  private static @Nullable String typeIn(@Nullable JsonNode document) {
    if (document == null) return null;
    var type = bare(JsonNodes.text(document, "__type"));
    if (type == null) type = bare(JsonNodes.text(document.path("Output"), "__type"));
    return type;
  }

  private static @Nullable JsonNode document(Body body) {
    try {
      return Json.MAPPER.readTree(body.toByteArray());
    } catch (JacksonException _) {
      return null; // HTML, plain text or nothing: described by its status
    }
  }

  private static @Nullable String message(@Nullable JsonNode document) {
    if (document == null) return null;
    if (document.isString()) return cut(document.asString());
    var inner = document.isArray() && !document.isEmpty() ? document.get(0) : document;
    for (var name : new String[] {"message", "Message", "originalMessage", "error", "detail"}) {
      var value = inner.path(name);
      if (value.isString() && !value.asString().isBlank()) return cut(value.asString());
      if (value.isObject()) return message(value);
    }
    return null;
  }

  private static String cut(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
  }
}
