package io.llmcallgateway.relay.translation;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.ChatRequest;

/// Reports the members of a request that do not reach its target, since no reader knows them.
public final class UnreadMembers {
  private UnreadMembers() {}

  /// Adds a loss for each. What nobody knows may mean anything, so a strict request is refused.
  ///
  /// @param client the dialect that the request came in
  /// @param target the dialect that it goes out in
  public static void tell(ChatRequest request, String client, String target, Losses losses) {
    boolean same = client.equals(target);
    var reason = same ? "unknown" : "only-" + client;
    for (var member : request.unread()) {
      if (same && member.kept()) continue;
      // At the top level the target's writer tells what it leaves out.
      if (member.top() && (member.hint() || !losses.isStrict())) continue;
      if (member.hint()) losses.add(member.path(), reason);
      else losses.changesMeaning(member.path(), reason);
    }
  }
}
