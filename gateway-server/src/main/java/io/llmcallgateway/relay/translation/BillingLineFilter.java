package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.BillingHeader;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Part;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Claude Code's attribution line, the first of its system prompt: it changes with each call, so
/// that it would end every prompt cache, and is for Anthropic's bill alone.
final class BillingLineFilter {
  private BillingLineFilter() {}

  /// Returns the request without the line where the target does not bill by it.
  static ChatRequest kept(ChatRequest request, ModelRules rules, Losses losses) {
    if (rules.takes(Trait.BILLING_HEADER)) return request;
    if (request.messages().stream().noneMatch(BillingLineFilter::holds)) return request;
    losses.add("system", "billing-header-left-out");
    var edited = request.edit();
    edited.messages.clear();
    for (var message : request.messages()) {
      if (!holds(message)) {
        edited.messages.add(message);
        continue;
      }
      var parts = new ArrayList<Part>(message.parts().size());
      for (var part : message.parts()) {
        var rest = without(part);
        if (rest != null) parts.add(rest);
      }
      if (!parts.isEmpty()) edited.messages.add(message.with(parts));
    }
    return edited.build();
  }

  private static boolean holds(Message message) {
    return message.role().instructs() && message.parts().stream().anyMatch(BillingLineFilter::is);
  }

  private static boolean is(Part part) {
    return part instanceof Part.Text text && text.text().startsWith(BillingHeader.PREFIX);
  }

  /// The part without its first line; null where it has no other.
  private static @Nullable Part without(Part part) {
    if (!(part instanceof Part.Text text) || !is(part)) return part;
    int end = text.text().indexOf('\n') + 1;
    if (end == 0 || end == text.text().length()) return null;
    var rest = text.text().substring(end);
    return new Part.Text(rest, text.cache(), text.citations(), text.extras());
  }
}
