package io.llmcallgateway.upstream.demo;

import io.llmcallgateway.model.Headers;
import org.jspecify.annotations.Nullable;

/// The models `error-…`, which reply with an error.
final class ErrorModels {
  static final String TIMEOUT = "error-timeout";
  static final String STREAM = "error-stream";
  static final String CUT = "error-cut";

  /// The text before the error of models that fail in the middle of an answer: three tokens.
  static final String THREE_TOKENS = "One two three";

  private static final Headers RATE_LIMITS =
      Headers.of("retry-after", "7")
          .with("x-ratelimit-limit-requests", "60")
          .with("x-ratelimit-remaining-requests", "0")
          .with("x-ratelimit-reset-requests", "7s")
          .with("x-ratelimit-limit-tokens", "100000")
          .with("x-ratelimit-remaining-tokens", "99000")
          .with("x-ratelimit-reset-tokens", "600ms");

  private ErrorModels() {}

  /// Returns the error of a model, or null if it has none.
  static @Nullable ErrorReplyException of(String model) {
    return switch (model) {
      case "error-400" ->
          new ErrorReplyException(
              400,
              "invalid_request_error",
              "temperature",
              "invalid_value",
              "The demo refuses this request as a bad one.");
      case "error-401" ->
          new ErrorReplyException(
              401,
              "invalid_request_error",
              null,
              "invalid_api_key",
              "Incorrect API key provided: demo.");
      case "error-404" -> notFound(model);
      case "error-429" ->
          new ErrorReplyException(
              429,
              "requests",
              null,
              "rate_limit_exceeded",
              "Rate limit reached for demo/error-429 on requests per min. Please try again in 7s.");
      case "error-500" ->
          new ErrorReplyException(
              500,
              "server_error",
              null,
              null,
              "The server had an error while processing your request. Sorry about that!");
      case "error-503" ->
          new ErrorReplyException(
              503,
              "server_error",
              null,
              "overloaded",
              "The engine is currently overloaded, please try again later.");
      default -> null;
    };
  }

  static ErrorReplyException notFound(String model) {
    return new ErrorReplyException(
        404,
        "invalid_request_error",
        null,
        "model_not_found",
        "The model `" + model + "` does not exist or you do not have access to it.");
  }

  static ErrorReplyException midStream() {
    return new ErrorReplyException(
        500, "server_error", null, null, "The server had an error in the middle of the answer.");
  }

  static Headers headers(ErrorReplyException refusal) {
    return refusal.status == 429 ? RATE_LIMITS : Headers.NONE;
  }
}
