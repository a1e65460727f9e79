package io.llmcallgateway.relay;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Part;
import java.util.ArrayList;

/// Claude Code's attribution block, the first of its system prompt: it changes with each call, so
/// that it would end every prompt cache, and is for Anthropic's bill alone.
final class Attribution {
  private static final String START = "x-anthropic-billing-header:";

  private Attribution() {}

  /// The request without it where the target is not the one that it is for.
  static ChatRequest kept(ChatRequest request, ModelRules rules, Losses losses) {
    if (rules.takes(Trait.BILLING_HEADER)) return request;
    if (request.messages().stream().noneMatch(Attribution::holds)) return request;
    losses.add("system", "billing-header-left-out");
    var edited = request.edit();
    edited.messages.clear();
    for (var message : request.messages()) {
      if (!holds(message)) {
        edited.messages.add(message);
        continue;
      }
      var parts = new ArrayList<Part>(message.parts());
      parts.removeIf(Attribution::is);
      if (!parts.isEmpty()) edited.messages.add(message.with(parts));
    }
    return edited.build();
  }

  private static boolean holds(Message message) {
    return message.role().instructs() && message.parts().stream().anyMatch(Attribution::is);
  }

  private static boolean is(Part part) {
    return part instanceof Part.Text text && text.text().startsWith(START);
  }
}
