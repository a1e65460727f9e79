package io.llmcallgateway.dialect.gemini.answer;

import io.llmcallgateway.dialect.support.ContextOverflow;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.wire.Json;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a failure as a google.rpc.Status: code, message, status and details.
public final class ErrorWriter {
  private ErrorWriter() {}

  public static ObjectNode write(Failure failure) {
    var root = Json.MAPPER.createObjectNode();
    var error = root.putObject("error");
    error.put("code", failure.status());
    error.put("message", message(failure));
    error.put("status", status(failure));
    var details = error.putArray("details");
    var info = details.addObject();
    info.put("@type", "type.googleapis.com/google.rpc.ErrorInfo");
    info.put("reason", reason(failure));
    info.put("domain", "llmcallgateway");
    var metadata = info.putObject("metadata");
    metadata.put("origin", failure.origin().text());
    if (failure.provider() != null) metadata.put("provider", failure.provider());
    if (failure.param() != null) metadata.put("param", failure.param());
    if (failure.retryAfter() != null) {
      var retry = details.addObject();
      retry.put("@type", "type.googleapis.com/google.rpc.RetryInfo");
      // A protobuf duration: seconds with an optional fraction.
      var after = failure.retryAfter();
      var millis = after.toMillisPart();
      retry.put(
          "retryDelay",
          millis == 0
              ? after.toSeconds() + "s"
              : String.format(Locale.ROOT, "%d.%03ds", after.toSeconds(), millis));
    }
    addTheirs(failure, error, details);
    error.put("origin", failure.origin().text());
    if (failure.provider() != null) error.put("provider", failure.provider());
    if (!failure.causes().isEmpty()) {
      var causes = error.putArray("causes");
      failure.causes().forEach(causes::add);
    }
    return root;
  }

  /// Adds the other members of the provider's error; `details` of Google's go to `details`.
  private static void addTheirs(Failure failure, ObjectNode error, ArrayNode details) {
    var theirs = failure.details();
    if (theirs == null
        || !(Json.MAPPER.readTree(theirs.toByteArray()) instanceof ObjectNode more)) {
      return;
    }
    for (var member : more.properties()) {
      var name = member.getKey();
      if (name.equals("details") && member.getValue() instanceof ArrayNode known) {
        for (var detail : known) {
          boolean told = detail.path("@type").asString("").endsWith("google.rpc.RetryInfo");
          if (!told || failure.retryAfter() == null) details.add(detail);
        }
      } else if (!error.has(name) && !name.equals("error")) {
        error.set(name, member.getValue());
      }
    }
  }

  /// Returns the message. Gemini CLI recognizes an exceeded context limit by Google's own words.
  private static String message(Failure failure) {
    var message = failure.message();
    boolean own = message.contains("input token count");
    if (failure.kind() != Failure.Kind.CONTEXT_LENGTH || own) return message;
    var tokens = ContextOverflow.tokens(failure);
    var told = "The input token count exceeds the maximum number of tokens allowed";
    if (tokens.known()) {
      told =
          "The input token count (%d) exceeds the maximum number of tokens allowed (%d)"
              .formatted(tokens.requested(), tokens.limit());
    }
    return told + ". (" + message + ")";
  }

  private static String reason(Failure failure) {
    if (failure.kind() == Failure.Kind.UNAUTHENTICATED) return "API_KEY_INVALID";
    var code = failure.code();
    return (code == null ? failure.kind().name() : code).toUpperCase(Locale.ROOT);
  }

  /// Returns the google.rpc.Code of the HTTP status.
  private static String status(Failure failure) {
    return switch (failure.status()) {
      case 400, 405, 408, 413, 415, 422, 431 -> "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 409 -> "ABORTED";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 499 -> "CANCELLED";
      case 501 -> "UNIMPLEMENTED";
      case 502, 503, 529 -> "UNAVAILABLE";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> failure.status() < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
    };
  }
}
