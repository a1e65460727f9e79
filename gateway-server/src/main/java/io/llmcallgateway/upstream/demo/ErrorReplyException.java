package io.llmcallgateway.upstream.demo;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// An error reply in OpenAI's format, with OpenAI's messages.
final class ErrorReplyException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  final int status;
  final String type;
  final @Nullable String param;
  final @Nullable String code;

  ErrorReplyException(
      int status, String type, @Nullable String param, @Nullable String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
    this.param = param;
    this.code = code;
  }

  static ErrorReplyException badRequest(
      @Nullable String param, @Nullable String code, String message) {
    return new ErrorReplyException(400, "invalid_request_error", param, code, message);
  }

  static ErrorReplyException wrongType(String param, String expected) {
    return badRequest(
        param, "invalid_type", "Invalid type for '" + param + "': expected " + expected + ".");
  }

  String body() {
    var out = new StringBuilder("{\"error\":{\"message\":");
    JsonStrings.quote(out, String.valueOf(getMessage()));
    out.append(",\"type\":");
    JsonStrings.quote(out, type);
    out.append(",\"param\":");
    JsonStrings.quote(out, param);
    out.append(",\"code\":");
    JsonStrings.quote(out, code);
    return out.append("}}").toString();
  }
}
