package io.llmcallgateway.dialect.cohere.answer;

import io.llmcallgateway.dialect.support.OpenAiErrorReader;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Failure.Kind;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/// Cohere's errors: `{id, message}`, sometimes with an `error_type`.
public final class ErrorCodec {
  private ErrorCodec() {}

  public static Failure read(int status, Headers headers, Body body, String provider) {
    return OpenAiErrorReader.read(status, headers, body, provider);
  }

  private static String message(Failure failure) {
    var message = failure.message();
    boolean own = message.startsWith("too many tokens");
    return failure.kind() != Kind.CONTEXT_LENGTH || own ? message : "too many tokens: " + message;
  }

  public static ObjectNode write(Failure failure) {
    var root = Json.MAPPER.createObjectNode();
    root.put("message", message(failure));
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
