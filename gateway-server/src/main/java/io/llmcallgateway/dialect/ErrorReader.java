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
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the error bodies of OpenAI-compatible vendors, whose shapes are many: an object, a string,
/// flat, wrapped in an array, `detail`, `message`, HTML or nothing.
public final class ErrorReader {
  private static final int MOST_TEXT = 2_000;

  /// The status of an error inside an answer that tells none.
  private static final int UNKNOWN = 0;

  private static final Set<String> QUOTA =
      Set.of(
          "insufficient_quota",
          "insufficient_balance",
          "billing_hard_limit_reached",
          "billing_not_active",
          "exceeded_current_quota_error"); // Moonshot

  private static final Set<String> CONTEXT =
      Set.of(
          "context_length_exceeded",
          "exceed_context_size_error", // llama.cpp
          "too_many_prompt_tokens", // Perplexity
          "TOO_MANY_TOKENS"); // Cohere

  /// How vendors without a code of their own say that the conversation is too long.
  private static final List<String> CONTEXT_WORDS =
      List.of(
          "maximum context length",
          "prompt is too long",
          "prompt too long",
          "exceed_context_size",
          "exceeds the context window",
          "exceeds the maximum number of tokens",
          "maximum prompt length",
          "input is too long");

  private static final Set<String> NO_MODEL =
      Set.of("model_not_found", "invalid_model", "DeploymentNotFound");

  private static final List<String> NO_MODEL_WORDS =
      List.of("supported api model names", "model identifier is invalid");

  private static final List<String> KEY_WORDS =
      List.of("incorrect api key", "api key not valid", "invalid api key", "api_key_invalid");

  private ErrorReader() {}

  public static Failure read(int status, Headers headers, Body body, String provider) {
    var document = document(body);
    var error = errorOf(document);
    var message = message(document, error);
    if (message == null) message = PlainText.describe(status, headers, body);
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
    if (error == null) return UNKNOWN;
    for (var name : new String[] {"status_code", "code", "status", "raw_status_code"}) {
      var value = error.path(name);
      if (value.isNumber() && value.asInt() >= 400 && value.asInt() <= 599) return value.asInt();
    }
    return UNKNOWN;
  }

  private static Failure build(
      Kind kind,
      int status,
      String message,
      String provider,
      @Nullable JsonNode error,
      @Nullable Duration retryAfter) {
    var type = text(error, "type");
    var code = code(error);
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
        error instanceof ObjectNode object ? details(object) : null,
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
    if (status == 402 || isOf(QUOTA, code, type)) return Kind.QUOTA_EXHAUSTED;
    if (isContextLength(status, code, type, lower)) return Kind.CONTEXT_LENGTH;
    if (isKeyFault(status, code, lower)) return Kind.UPSTREAM_AUTH;
    boolean noModel = isOf(NO_MODEL, code, type) || has(NO_MODEL_WORDS, lower);
    if (noModel && (status == 400 || status == UNKNOWN)) return Kind.MODEL_NOT_FOUND;
    return switch (status) {
      case UNKNOWN -> kindByWords(code, type);
      case 403 -> Kind.FORBIDDEN;
      case 404 -> Kind.MODEL_NOT_FOUND;
      case 408, 504 -> Kind.TIMEOUT;
      case 413 -> Kind.TOO_LARGE;
      case 424 -> Kind.UPSTREAM_ERROR; // the model behind the vendor failed
      case 429 -> Kind.RATE_LIMITED;
      case 503, 529 -> Kind.OVERLOADED;
      default -> status >= 500 ? Kind.UPSTREAM_ERROR : Kind.INVALID_REQUEST;
    };
  }

  private static Kind kindByWords(@Nullable String code, @Nullable String type) {
    var words = (code + " " + type).toLowerCase(Locale.ROOT);
    if (words.contains("rate_limit")) return Kind.RATE_LIMITED;
    if (words.contains("overloaded")) return Kind.OVERLOADED;
    if (words.contains("timeout")) return Kind.TIMEOUT;
    return words.contains("invalid_request") || words.contains("content_filter")
        ? Kind.INVALID_REQUEST
        : Kind.UPSTREAM_ERROR;
  }

  private static boolean isOf(Set<String> words, @Nullable String code, @Nullable String type) {
    return (code != null && words.contains(code)) || (type != null && words.contains(type));
  }

  private static boolean has(List<String> words, String message) {
    for (var each : words) if (message.contains(each)) return true;
    return false;
  }

  private static boolean isContextLength(
      int status, @Nullable String code, @Nullable String type, String message) {
    if (isOf(CONTEXT, code, type)) return true;
    boolean fitting = status == 400 || status == 413 || status == 422 || status == UNKNOWN;
    return fitting && has(CONTEXT_WORDS, message);
  }

  /// A bad key is the gateway's fault, not its client's. Some vendors say it with a 400.
  private static boolean isKeyFault(int status, @Nullable String code, String message) {
    if (status == 401 || status == 498 || status == 407) return true;
    if (status != 400 && status != 403 && status != UNKNOWN) return false;
    return "invalid_api_key".equals(code) || has(KEY_WORDS, message);
  }

  /// The vendor's code, unless it only repeats a status. Azure has one more beneath.
  private static @Nullable String code(@Nullable JsonNode error) {
    var code = text(error, "code");
    if (code != null && code.length() == 3 && (code.startsWith("4") || code.startsWith("5"))) {
      return null;
    }
    if (code != null || error == null) return code;
    var inner = text(error.path("innererror"), "code");
    return "ResponsibleAIPolicyViolation".equals(inner) ? "content_filter" : inner;
  }

  /// The error without what OpenRouter tells of the account.
  private static Body details(ObjectNode error) {
    var told = error;
    if (error.has("user_id")) {
      told = error.deepCopy();
      told.remove("user_id");
    }
    return Body.of(Json.MAPPER.writeValueAsBytes(told));
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
      if (value.isString() && !value.asString().isBlank()) {
        return cut(value.asString() + beneath(error));
      }
      if (value.isObject() && value.has("detail")) value = value.path("detail");
      if (value.isArray() && !value.isEmpty()) return cut(complaints(value));
      if (value.isObject()) return cut(value.toString());
    }
    return null;
  }

  /// OpenRouter says "Provider returned error" and puts what it was told into the metadata.
  private static String beneath(JsonNode error) {
    var raw = error.path("metadata").path("raw");
    return raw.isString() && !raw.asString().isBlank() ? ": " + raw.asString() : "";
  }

  /// A list of what a validator found, as FastAPI tells it: `loc`, `msg`, `type`.
  private static String complaints(JsonNode list) {
    var all = new StringBuilder();
    for (var each : list) {
      if (!each.path("msg").isString()) return list.toString();
      if (!all.isEmpty()) all.append("; ");
      var place = new StringBuilder();
      for (var step : each.path("loc")) {
        if (!place.isEmpty()) place.append('.');
        place.append(step.asString(step.toString()));
      }
      if (!place.isEmpty()) all.append(place).append(": ");
      all.append(each.path("msg").asString());
    }
    return all.toString();
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
