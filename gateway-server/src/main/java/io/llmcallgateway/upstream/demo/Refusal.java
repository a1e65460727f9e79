package io.llmcallgateway.upstream.demo;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A request that the demo refuses, in the words and the shape of OpenAI.
final class Refusal extends Exception {
  @Serial private static final long serialVersionUID = 1;

  final int status;
  final String type;
  final @Nullable String param;
  final @Nullable String code;

  Refusal(int status, String type, @Nullable String param, @Nullable String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
    this.param = param;
    this.code = code;
  }

  static Refusal badRequest(@Nullable String param, @Nullable String code, String message) {
    return new Refusal(400, "invalid_request_error", param, code, message);
  }

  static Refusal wrongType(String param, String expected) {
    return badRequest(
        param, "invalid_type", "Invalid type for '" + param + "': expected " + expected + ".");
  }

  String body() {
    var out = new StringBuilder("{\"error\":{\"message\":");
    JsonText.quote(out, String.valueOf(getMessage()));
    out.append(",\"type\":");
    JsonText.quote(out, type);
    out.append(",\"param\":");
    JsonText.quote(out, param);
    out.append(",\"code\":");
    JsonText.quote(out, code);
    return out.append("}}").toString();
  }
}
