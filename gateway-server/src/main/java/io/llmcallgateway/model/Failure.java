package io.llmcallgateway.model;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The reason why a call failed. Every dialect can write it and every log can show it.
///
/// @param status the HTTP status for the client, usually that of the kind
/// @param message for the client, without secrets
/// @param provider the provider that reported the failure, or that was tried
/// @param code the provider's own code if it sent one, else that of the kind
/// @param retryAfter the wait before a retry, if the provider gave one
/// @param details the provider's error object as JSON, for its other members
/// @param causes the chain of exceptions, outermost first; clients see it only in debug mode
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

  /// The origin of a failure: the gateway, for invalid requests as well, or the provider.
  public enum Origin {
    GATEWAY,
    PROVIDER;

    public String text() {
      return this == GATEWAY ? "gateway" : "provider";
    }
  }

  /// Whose fault a failure is: who can do something about it.
  public enum Fault {
    CLIENT,
    GATEWAY,
    PROVIDER;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The kinds of failures, each with the status, type and code of OpenAI's dialect.
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

  /// Returns whose fault it is. What the gateway itself refuses with a 4xx is the client's.
  public Fault fault() {
    if (origin == Origin.PROVIDER) return Fault.PROVIDER;
    return kind.status() < 500 ? Fault.CLIENT : Fault.GATEWAY;
  }

  /// Returns the failure of what is asked of a gateway that stops.
  public static Failure stopping() {
    return of(Kind.STOPPING, "The gateway is stopping.");
  }

  /// Returns the failure of the gateway itself, which its error log explains.
  public static Failure internal() {
    return of(Kind.INTERNAL, "The gateway failed; its error log says why.");
  }

  /// Returns a failure of the gateway, with the status, type and code of the kind.
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

  /// Returns a failure that a provider caused and the gateway detected.
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

  /// Returns the code, or else the kind: the label in logs and metrics.
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

  /// Returns the failure with other texts.
  public Failure told(String message, @Nullable Body details, List<String> causes) {
    return new Failure(
        kind, status, message, origin, provider, type, code, param, retryAfter, details, causes);
  }

  /// True if another target may succeed.
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
