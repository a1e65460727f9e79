package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Failure.Kind;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the error bodies of OpenAI-compatible vendors, whose shapes are many: an object, a string,
/// flat, wrapped in an array, `detail`, `message`, HTML or nothing.
public final class ErrorReader {
  private static final int MOST_TEXT = 2_000;

  private ErrorReader() {}

  public static Failure read(int status, Headers headers, Body body, String provider) {
    var document = document(body);
    var error = errorOf(document);
    var message = message(document, error);
    if (message == null) message = describe(status, headers, body);
    var vendorCode = text(error, "code");
    var kind = kind(status, vendorCode, text(error, "type"), message);
    return build(kind, status, message, provider, error, RetryAfter.read(headers, message));
  }

  /// An error inside an answer with status 200: its own code may be a status.
  public static Failure inStream(Body body, String provider) {
    var document = document(body);
    var error = errorOf(document);
    int status = statusIn(error);
    var message = message(document, error);
    if (message == null) message = "The provider sent an error without a message.";
    var kind = kind(status, text(error, "code"), text(error, "type"), message);
    return build(kind, status, message, provider, error, RetryAfter.read(Headers.NONE, message));
  }

  /// Whether a document stands in an answer's place but is an error: it has an `error`, or it is a
  /// flat one and has no choices.
  public static boolean isError(JsonNode document) {
    var error = document.path("error");
    if (error.isObject() || error.isString()) return true;
    if (document.has("choices")) return false;
    return document.path("object").asString("").equals("error")
        || document.path("message").isString()
        || document.has("detail");
  }

  /// A choice that ended as no answer ends.
  public static GatewayException failedFinish(boolean overloaded, String provider) {
    return new GatewayException(
        overloaded
            ? Failure.ofProvider(
                Kind.OVERLOADED, provider, "The provider ran out of resources for the answer.")
            : Failure.ofProvider(
                Kind.UPSTREAM_ERROR, provider, "The provider ended the answer with an error."));
  }

  private static int statusIn(@Nullable JsonNode error) {
    if (error == null) return 502;
    for (var name : new String[] {"status_code", "code", "status"}) {
      var value = error.path(name);
      if (value.isNumber() && value.asInt() >= 400 && value.asInt() <= 599) return value.asInt();
    }
    return 502;
  }

  private static Failure build(
      Kind kind,
      int status,
      String message,
      String provider,
      @Nullable JsonNode error,
      @Nullable Duration retryAfter) {
    var type = text(error, "type");
    var code = text(error, "code");
    boolean ours = kind == Kind.UPSTREAM_AUTH;
    return new Failure(
        kind,
        clientStatus(kind, status),
        message,
        Failure.Origin.PROVIDER,
        provider,
        type == null || ours ? kind.type() : type,
        code == null || ours ? kind.code() : code,
        text(error, "param"),
        retryAfter,
        error instanceof ObjectNode ? Body.of(Json.MAPPER.writeValueAsBytes(error)) : null,
        List.of());
  }

  /// The vendor's own status stays where it means the same to a client.
  private static int clientStatus(Kind kind, int status) {
    return switch (kind) {
      case INVALID_REQUEST -> status >= 400 && status < 500 ? status : kind.status();
      default -> kind.status();
    };
  }

  private static Kind kind(
      int status, @Nullable String code, @Nullable String type, String message) {
    var lower = message.toLowerCase(Locale.ROOT);
    if (isQuota(status, code, type)) return Kind.QUOTA_EXHAUSTED;
    if (isContextLength(status, code, lower)) return Kind.CONTEXT_LENGTH;
    if (isKeyFault(status, code, lower)) return Kind.UPSTREAM_AUTH;
    if ("model_not_found".equals(code)) return Kind.MODEL_NOT_FOUND; // a 400 of the Responses API
    return switch (status) {
      case 403 -> Kind.FORBIDDEN;
      case 404 -> Kind.MODEL_NOT_FOUND;
      case 408, 504 -> Kind.TIMEOUT;
      case 413 -> Kind.TOO_LARGE;
      case 429 -> Kind.RATE_LIMITED;
      case 503, 529 -> Kind.OVERLOADED;
      default -> status >= 500 ? Kind.UPSTREAM_ERROR : Kind.INVALID_REQUEST;
    };
  }

  private static boolean isQuota(int status, @Nullable String code, @Nullable String type) {
    return status == 402 || "insufficient_quota".equals(code) || "insufficient_quota".equals(type);
  }

  private static boolean isContextLength(int status, @Nullable String code, String message) {
    if (status != 400 && status != 413 && status != 422) return false;
    return "context_length_exceeded".equals(code)
        || message.contains("maximum context length")
        || message.contains("prompt is too long")
        || message.contains("exceeds the context window")
        || message.contains("exceed_context_size");
  }

  /// A bad key is the gateway's fault, not its client's. Some vendors say it with a 400.
  private static boolean isKeyFault(int status, @Nullable String code, String message) {
    if (status == 401 || status == 498 || status == 407) return true;
    if (status != 400 && status != 403) return false;
    return "invalid_api_key".equals(code)
        || message.contains("incorrect api key")
        || message.contains("api key not valid")
        || message.contains("invalid api key");
  }

  private static @Nullable JsonNode document(Body body) {
    try {
      var node = Json.MAPPER.readTree(body.toByteArray());
      if (node == null || node.isMissingNode()) return null;
      return node.isArray() && !node.isEmpty() ? node.get(0) : node;
    } catch (JacksonException _) {
      return null; // HTML, plain text or nothing: described by its status
    }
  }

  private static @Nullable JsonNode errorOf(@Nullable JsonNode document) {
    if (document == null) return null;
    var error = document.path("error");
    return error.isObject() ? error : document;
  }

  private static @Nullable String message(@Nullable JsonNode document, @Nullable JsonNode error) {
    if (document == null || error == null) return null;
    if (document.isString()) return cut(document.asString());
    for (var name : new String[] {"message", "error", "Message", "detail", "msg"}) {
      var value = error.path(name);
      if (value.isString() && !value.asString().isBlank()) return cut(value.asString());
      if (value.isObject() || (value.isArray() && !value.isEmpty())) return cut(value.toString());
    }
    return null;
  }

  /// For bodies that are not JSON: their text without markup, or the bare status.
  private static String describe(int status, Headers headers, Body body) {
    var text =
        body.utf8()
            .replaceAll("(?s)<(script|style)[^>]*>.*?</\\1>", " ")
            .replaceAll("<[^>]*>", " ")
            .replaceAll("\\s+", " ")
            .strip();
    if (text.length() > 300) text = text.substring(0, 300) + "…";
    var type = headers.first("content-type");
    var what = "The provider answered with status " + status;
    if (text.isEmpty()) return what + " and no body.";
    return what + (type == null ? "" : " and a body of type " + type) + ": " + text;
  }

  private static String cut(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
  }

  private static @Nullable String text(@Nullable JsonNode node, String name) {
    if (node == null) return null;
    var value = node.path(name);
    if (value.isString()) return value.asString();
    return value.isNumber() ? value.asString() : null;
  }
}
