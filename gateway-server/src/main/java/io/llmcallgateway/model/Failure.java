package io.llmcallgateway.model;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why a call failed: a value that every dialect can write and every log can show. `message` is for
/// the client and holds no secret.
///
/// @param status what the client gets; usually the kind's own
/// @param provider the provider that said so, or that was tried
/// @param code the provider's own code where it gave one, else the kind's
/// @param retryAfter when the provider says a retry makes sense
/// @param details the provider's error object as JSON, for its further members
/// @param causes what lay beneath, outermost first; told to clients only where the gateway debugs
public record Failure(
    Kind kind,
    int status,
    String message,
    Origin origin,
    @Nullable String provider,
    String type,
    @Nullable String code,
    @Nullable String param,
    @Nullable Duration retryAfter,
    @Nullable Body details,
    List<String> causes) {

  public Failure {
    causes = List.copyOf(causes);
  }

  /// Names who is at fault: the gateway (and what the client sent to it) or the provider.
  public enum Origin {
    GATEWAY,
    PROVIDER;

    public String text() {
      return this == GATEWAY ? "gateway" : "provider";
    }
  }

  /// The closed set of failures, each with the status, type and code of OpenAI's dialect.
  public enum Kind {
    INVALID_REQUEST(400, "invalid_request_error", null),
    CONTEXT_LENGTH(400, "invalid_request_error", "context_length_exceeded"),
    UNAUTHENTICATED(401, "invalid_request_error", "invalid_api_key"),
    FORBIDDEN(403, "permission_error", "forbidden"),
    UNKNOWN_PATH(404, "invalid_request_error", "unknown_url"),
    MODEL_NOT_FOUND(404, "invalid_request_error", "model_not_found"),
    METHOD_NOT_ALLOWED(405, "invalid_request_error", "method_not_allowed"),
    CLIENT_TIMEOUT(408, "invalid_request_error", "request_timeout"),
    TOO_LARGE(413, "invalid_request_error", "request_too_large"),
    UNSUPPORTED_ENCODING(415, "invalid_request_error", "unsupported_encoding"),
    HEADERS_TOO_LARGE(431, "invalid_request_error", "headers_too_large"),
    QUOTA_EXHAUSTED(429, "insufficient_quota", "insufficient_quota"),
    RATE_LIMITED(429, "rate_limit_error", "rate_limit_exceeded"),
    INTERNAL(500, "server_error", "internal_error"),
    UNSUPPORTED(501, "invalid_request_error", "unsupported"),
    UPSTREAM_AUTH(502, "authentication_error", "upstream_auth"),
    UPSTREAM_ERROR(502, "server_error", "upstream_error"),
    UPSTREAM_UNREACHABLE(502, "server_error", "upstream_unreachable"),
    STREAM_CUT(502, "server_error", "upstream_stream_cut"),
    OVERLOADED(503, "server_error", "overloaded"),
    STOPPING(503, "server_error", "gateway_stopping"),
    TIMEOUT(504, "server_error", "timeout");

    private final String text = name().toLowerCase(Locale.ROOT);
    private final int status;
    private final String type;
    private final @Nullable String code;

    Kind(int status, String type, @Nullable String code) {
      this.status = status;
      this.type = type;
      this.code = code;
    }

    public String text() {
      return text;
    }

    public int status() {
      return status;
    }

    public String type() {
      return type;
    }

    public @Nullable String code() {
      return code;
    }
  }

  /// A failure of the gateway's own finding, with the kind's usual status, type and code.
  public static Failure of(Kind kind, String message) {
    return new Failure(
        kind,
        kind.status(),
        message,
        Origin.GATEWAY,
        null,
        kind.type(),
        kind.code(),
        null,
        null,
        null,
        List.of());
  }

  /// A failure that a provider caused, found by the gateway.
  public static Failure ofProvider(Kind kind, String provider, String message) {
    return new Failure(
        kind,
        kind.status(),
        message,
        Origin.PROVIDER,
        provider,
        kind.type(),
        kind.code(),
        null,
        null,
        null,
        List.of());
  }

  /// The code, else the kind: what logs and metrics count by.
  public String label() {
    return code == null ? kind.text() : code;
  }

  public Failure withRetryAfter(Duration retryAfter) {
    return new Failure(
        kind, status, message, origin, provider, type, code, param, retryAfter, details, causes);
  }

  public Failure withParam(String param) {
    return new Failure(
        kind, status, message, origin, provider, type, code, param, retryAfter, details, causes);
  }

  /// The same failure in other words.
  public Failure told(String message, @Nullable Body details, List<String> causes) {
    return new Failure(
        kind, status, message, origin, provider, type, code, param, retryAfter, details, causes);
  }

  /// Whether another target may succeed where this one failed.
  public boolean mayFallBack() {
    return switch (kind) {
      case UPSTREAM_AUTH,
          UPSTREAM_ERROR,
          UPSTREAM_UNREACHABLE,
          STREAM_CUT,
          OVERLOADED,
          RATE_LIMITED,
          QUOTA_EXHAUSTED,
          TIMEOUT,
          UNSUPPORTED ->
          true;
      case FORBIDDEN, MODEL_NOT_FOUND -> origin == Origin.PROVIDER;
      case INVALID_REQUEST,
          CONTEXT_LENGTH,
          UNAUTHENTICATED,
          UNKNOWN_PATH,
          METHOD_NOT_ALLOWED,
          CLIENT_TIMEOUT,
          TOO_LARGE,
          UNSUPPORTED_ENCODING,
          HEADERS_TOO_LARGE,
          INTERNAL,
          STOPPING ->
          false;
    };
  }
}
