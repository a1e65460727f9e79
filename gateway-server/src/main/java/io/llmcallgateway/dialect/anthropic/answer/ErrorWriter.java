package io.llmcallgateway.dialect.anthropic.answer;

import io.llmcallgateway.dialect.support.ContextOverflow;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.wire.Json;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// Writes a failure as Anthropic's error object.
public final class ErrorWriter {
  private static final String TOO_LONG = "prompt is too long";

  /// Anthropic's own messages about the context limit. Claude Code retries with fewer output tokens
  /// when it reads the second one.
  private static final Pattern OWN_WORDS =
      Pattern.compile(TOO_LONG + "|exceed context limit: \\d+ \\+ \\d+ > \\d+");

  private ErrorWriter() {}

  /// Returns the HTTP status. Anthropic uses 529 for overload, which others call 503, and 402 for
  /// billing.
  public static int status(Failure failure) {
    return switch (failure.kind()) {
      case OVERLOADED, STOPPING -> 529;
      case QUOTA_EXHAUSTED -> 402;
      default -> failure.status();
    };
  }

  public static ObjectNode write(Failure failure) {
    return write(failure, type(failure.kind()));
  }

  /// Writes an error in the middle of a stream. It has no status: agents decide by the type alone
  /// whether to retry.
  public static ObjectNode inStream(Failure failure) {
    return write(
        failure,
        switch (failure.kind()) {
          case STREAM_CUT, UPSTREAM_UNREACHABLE, TIMEOUT -> "overloaded_error";
          default -> type(failure.kind());
        });
  }

  private static ObjectNode write(Failure failure, String type) {
    var root = Json.MAPPER.createObjectNode().put("type", "error");
    var error = root.putObject("error");
    error.put("type", type);
    error.put("message", message(failure));
    if (failure.code() != null) error.put("code", failure.code());
    if (failure.param() != null) error.put("param", failure.param());
    error.put("origin", failure.origin().text());
    if (failure.provider() != null) error.put("provider", failure.provider());
    var details = failure.details();
    String requestId = null;
    if (details != null && Json.MAPPER.readTree(details.toByteArray()) instanceof ObjectNode more) {
      for (var member : more.properties()) {
        var name = member.getKey();
        if (name.equals("request_id")) requestId = member.getValue().asString(null);
        else if (!error.has(name) && !name.equals("error")) error.set(name, member.getValue());
      }
    }
    if (!failure.causes().isEmpty()) {
      var causes = error.putArray("causes");
      failure.causes().forEach(causes::add);
    }
    root.put("request_id", requestId);
    return root;
  }

  private static String type(Failure.Kind kind) {
    return switch (kind) {
      case INVALID_REQUEST,
          CONTEXT_LENGTH,
          METHOD_NOT_ALLOWED,
          CLIENT_TIMEOUT,
          UNSUPPORTED_ENCODING,
          HEADERS_TOO_LARGE,
          UNSUPPORTED ->
          "invalid_request_error";
      case UNAUTHENTICATED -> "authentication_error";
      case FORBIDDEN -> "permission_error";
      case UNKNOWN_PATH, MODEL_NOT_FOUND -> "not_found_error";
      case TOO_LARGE -> "request_too_large";
      case QUOTA_EXHAUSTED -> "billing_error";
      case RATE_LIMITED -> "rate_limit_error";
      case INTERNAL, UPSTREAM_AUTH, UPSTREAM_ERROR, UPSTREAM_UNREACHABLE, STREAM_CUT -> "api_error";
      case OVERLOADED, STOPPING -> "overloaded_error";
      case TIMEOUT -> "timeout_error";
    };
  }

  /// Returns the message. Claude Code looks for `TOO_LONG` in it and then compacts its
  /// conversation.
  private static String message(Failure failure) {
    var message = failure.message();
    boolean overflow = failure.kind() == Failure.Kind.CONTEXT_LENGTH;
    if (!overflow || OWN_WORDS.matcher(message).find()) return message;
    var tokens = ContextOverflow.tokens(failure);
    if (!tokens.known()) return TOO_LONG + ": " + message;
    return TOO_LONG
        + ": "
        + tokens.requested()
        + " tokens > "
        + tokens.limit()
        + " maximum ("
        + message
        + ")";
  }
}
