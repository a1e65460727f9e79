package io.llmcallgateway.dialect.cohere;

import io.llmcallgateway.dialect.ErrorReader;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Failure.Kind;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.wire.Json;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// Cohere's errors: `{id, message}`, sometimes with an `error_type`.
final class Errors {
  private Errors() {}

  static Failure read(int status, Headers headers, Body body, String provider) {
    var read = ErrorReader.read(status, headers, body, provider);
    var text = body.utf8();
    boolean tooLong =
        text.contains("TOO_MANY_TOKENS")
            || read.message().toLowerCase(Locale.ROOT).startsWith("too many tokens");
    boolean absent = status == 404 || isRemoved(status, read.message());
    if (tooLong && status < 500) return as(Kind.CONTEXT_LENGTH, read);
    return absent ? as(Kind.MODEL_NOT_FOUND, read) : read;
  }

  /// Cohere answers for retired models with a 400, too.
  private static boolean isRemoved(int status, String message) {
    return status == 400 && message.contains("model '") && message.contains("was removed");
  }

  private static Failure as(Kind kind, Failure read) {
    return new Failure(
        kind,
        kind.status(),
        read.message(),
        read.origin(),
        read.provider(),
        kind.type(),
        kind.code(),
        read.param(),
        read.retryAfter(),
        read.details(),
        read.causes());
  }

  static ObjectNode write(Failure failure) {
    var root = Json.MAPPER.createObjectNode();
    root.put("message", failure.message());
    if (failure.kind() == Kind.CONTEXT_LENGTH) root.put("error_type", "TOO_MANY_TOKENS");
    if (failure.code() != null) root.put("code", failure.code());
    if (failure.param() != null) root.put("param", failure.param());
    root.put("origin", failure.origin().text());
    if (failure.provider() != null) root.put("provider", failure.provider());
    if (!failure.causes().isEmpty()) {
      var causes = root.putArray("causes");
      failure.causes().forEach(causes::add);
    }
    return root;
  }
}
