package io.llmcallgateway.dialect.support;

import io.llmcallgateway.dialect.support.ErrorTable.Tokens;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;

/// Writes a context overflow in words that clients of a format know, so that agents shorten their
/// conversation.
public final class ContextOverflow {
  private ContextOverflow() {}

  /// The numbers of tokens that a failure names.
  public static Tokens tokens(Failure failure) {
    var told = ErrorTable.tokens(failure.message());
    var details = failure.details();
    if (told.known() || details == null) return told;
    var node = Json.MAPPER.readTree(details.toByteArray());
    // llama.cpp has them as members
    var members =
        new Tokens(JsonNodes.count(node, "n_prompt_tokens"), JsonNodes.count(node, "n_ctx"));
    return members.known() ? members : told;
  }

  /// The message as OpenAI's clients know it.
  public static String openAi(Failure failure) {
    var message = failure.message();
    if (failure.kind() != Failure.Kind.CONTEXT_LENGTH || ErrorTable.tellsOverflow(message)) {
      return message;
    }
    var tokens = tokens(failure);
    if (!tokens.known()) return "Your input exceeds the context window of this model: " + message;
    return "This model's maximum context length is "
        + tokens.limit()
        + " tokens. However, your messages resulted in "
        + tokens.requested()
        + " tokens. ("
        + message
        + ")";
  }
}
