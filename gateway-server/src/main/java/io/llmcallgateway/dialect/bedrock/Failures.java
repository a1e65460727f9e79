package io.llmcallgateway.dialect.bedrock;

import io.llmcallgateway.dialect.PlainText;
import io.llmcallgateway.dialect.RetryAfter;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Failure.Kind;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads Bedrock's errors: the class stands in a header, in a frame's type, or (from some gateways)
/// in the body's `__type`; the body has little more than a message.
final class Failures {
  private static final int MOST_TEXT = 2_000;

  private Failures() {}

  static Failure read(int status, Headers headers, Body body, String provider) {
    var document = document(body);
    var message = message(document);
    if (message == null) message = PlainText.describe(status, headers, body);
    var type = bare(headers.first("x-amzn-errortype"));
    if (type == null) type = typeIn(document);
    return build(status, type, message, provider, document, RetryAfter.read(headers, message));
  }

  /// @param type of an exception frame: `throttlingException`, say
  static Failure inStream(
      @Nullable String type, @Nullable String told, JsonNode payload, String provider) {
    var message = message(payload);
    if (message == null) message = told;
    if (message == null || message.isBlank()) {
      message = "The provider ended its answer with an error" + (type == null ? "." : ": " + type);
    }
    return build(502, type, message, provider, payload, null);
  }

  /// An error in the place of an answer.
  static Failure inAnswer(ObjectNode root, String provider) {
    var message = message(root);
    if (message == null) message = "The provider's answer holds no message.";
    return build(502, typeIn(root), message, provider, root, null);
  }

  private static Failure build(
      int status,
      @Nullable String type,
      String message,
      String provider,
      @Nullable JsonNode details,
      @Nullable Duration retryAfter) {
    var kind = kind(status, type, message.toLowerCase(Locale.ROOT));
    boolean own = kind == Kind.INVALID_REQUEST && status >= 400 && status < 500;
    return new Failure(
        kind,
        own ? status : kind.status(),
        message,
        Failure.Origin.PROVIDER,
        provider,
        kind.type(),
        code(kind, type, message),
        null,
        retryAfter,
        details instanceof ObjectNode object
            ? Body.of(Json.MAPPER.writeValueAsBytes(object))
            : null,
        List.of());
  }

  private static @Nullable String code(Kind kind, @Nullable String type, String message) {
    if (kind.code() != null) return kind.code();
    boolean filtered = message.toLowerCase(Locale.ROOT).contains("content filter");
    return kind == Kind.INVALID_REQUEST && filtered ? "content_filter" : type;
  }

  private static Kind kind(int status, @Nullable String type, String message) {
    if (isContextLength(message)) return Kind.CONTEXT_LENGTH;
    if (isModelMissing(message)) return Kind.MODEL_NOT_FOUND;
    var known = type == null ? null : ofType(type.toLowerCase(Locale.ROOT), message);
    if (known != null) return known;
    return switch (status) {
      case 401, 407 -> Kind.UPSTREAM_AUTH;
      case 402 -> Kind.QUOTA_EXHAUSTED;
      case 403 -> isKeyFault(message) ? Kind.UPSTREAM_AUTH : Kind.FORBIDDEN;
      case 404 -> Kind.MODEL_NOT_FOUND;
      case 408, 504 -> Kind.TIMEOUT;
      case 413 -> Kind.TOO_LARGE;
      case 424 -> Kind.UPSTREAM_ERROR;
      case 429 -> isQuota(message) ? Kind.QUOTA_EXHAUSTED : Kind.RATE_LIMITED;
      case 503, 529 -> Kind.OVERLOADED;
      default -> status >= 500 ? Kind.UPSTREAM_ERROR : Kind.INVALID_REQUEST;
    };
  }

  private static @Nullable Kind ofType(String type, String message) {
    return switch (type) {
      case "throttlingexception", "toomanyrequestsexception" ->
          isQuota(message) ? Kind.QUOTA_EXHAUSTED : Kind.RATE_LIMITED;
      case "servicequotaexceededexception" -> Kind.QUOTA_EXHAUSTED;
      case "modelnotreadyexception", "serviceunavailableexception" -> Kind.OVERLOADED;
      case "modeltimeoutexception", "requesttimeoutexception" -> Kind.TIMEOUT;
      case "modelerrorexception",
          "modelstreamerrorexception",
          "internalserverexception",
          "internalfailure" ->
          Kind.UPSTREAM_ERROR;
      case "validationexception" -> Kind.INVALID_REQUEST;
      case "resourcenotfoundexception" -> Kind.MODEL_NOT_FOUND;
      case "unrecognizedclientexception",
          "expiredtokenexception",
          "expiredtoken",
          "invalidsignatureexception",
          "incompletesignatureexception",
          "signaturedoesnotmatch",
          "missingauthenticationtokenexception",
          "missingauthenticationtoken",
          "invalidclienttokenid",
          "requestexpired",
          "notauthorized",
          "optinrequired" ->
          Kind.UPSTREAM_AUTH;
      case "accessdeniedexception" -> isKeyFault(message) ? Kind.UPSTREAM_AUTH : Kind.FORBIDDEN;
      default -> null;
    };
  }

  private static boolean isContextLength(String message) {
    return message.contains("input is too long")
        || message.contains("input tokens exceeded")
        || message.contains("prompt is too long")
        || message.contains("too many input tokens")
        || message.contains("maximum context length")
        || message.contains("exceeds the maximum number of input tokens")
        || message.contains("input length and `max_tokens` exceed context limit");
  }

  private static boolean isModelMissing(String message) {
    return message.contains("model identifier is invalid")
        || message.contains("could not resolve the foundation model")
        || message.contains("on-demand throughput isn’t supported")
        || message.contains("on-demand throughput isn't supported")
        || message.contains("this model version has reached the end of its life");
  }

  /// Bearer keys that are wrong or expired are told as denied access.
  private static boolean isKeyFault(String message) {
    return message.contains("security token")
        || message.contains("api key")
        || message.contains("bearer token")
        || message.contains("authentication failed")
        || message.contains("signature");
  }

  private static boolean isQuota(String message) {
    return message.contains("tokens per day");
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
    var type = bare(Tree.text(document, "__type"));
    if (type == null) type = bare(Tree.text(document.path("Output"), "__type"));
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
