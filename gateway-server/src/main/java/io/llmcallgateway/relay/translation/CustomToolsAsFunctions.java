package io.llmcallgateway.relay.translation;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Tool;

/// Writes custom tools as functions for targets that have no custom tools.
final class CustomToolsAsFunctions {
  private CustomToolsAsFunctions() {}

  /// @param custom whether the target has custom tools
  static ChatRequest fit(ChatRequest request, boolean custom, Losses losses) {
    if (custom || request.functions().stream().noneMatch(Tool.Function::custom)) return request;
    losses.add("tools.custom", "as-functions");
    var edited = request.edit();
    edited.tools.replaceAll(tool -> tool instanceof Tool.Function it ? it.plain() : tool);
    return edited.build();
  }
}
