package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/// A failure in OpenAI's shape, which its dialects share.
public final class OpenAiErrorWriter {
  private OpenAiErrorWriter() {}

  /// `{"error": {message, type, param, code, origin, provider, …}}`; the provider's own further
  /// members stay.
  public static ObjectNode of(Failure failure) {
    var root = Json.MAPPER.createObjectNode();
    var error = root.putObject("error");
    error.put("message", ContextOverflow.openAi(failure));
    error.put("type", failure.type());
    error.put("param", failure.param());
    error.put("code", failure.code());
    error.put("origin", failure.origin().text());
    if (failure.provider() != null) error.put("provider", failure.provider());
    var details = failure.details();
    if (details != null && Json.MAPPER.readTree(details.toByteArray()) instanceof ObjectNode more) {
      for (var member : more.properties()) {
        if (!error.has(member.getKey()) && !member.getKey().equals("error")) {
          error.set(member.getKey(), member.getValue());
        }
      }
    }
    if (!failure.causes().isEmpty()) {
      var causes = error.putArray("causes");
      for (var cause : failure.causes()) causes.add(cause);
    }
    return root;
  }
}
