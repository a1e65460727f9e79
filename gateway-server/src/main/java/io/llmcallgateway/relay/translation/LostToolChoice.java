package io.llmcallgateway.relay.translation;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;

/// Removes the choice of a tool that does not reach the target: vendors refuse a choice that names
/// a missing tool.
final class LostToolChoice {
  private LostToolChoice() {}

  /// @param dialect the target's, whose own tools cross
  static ChatRequest fit(ChatRequest request, String dialect, Losses losses) {
    var choice = request.toolChoice();
    if (choice == null || !choice.forces() || !isLost(choice, request, dialect)) return request;
    losses.changesMeaning("tool_choice", "tool-lost");
    var edited = request.edit();
    edited.toolChoice = null;
    return edited.build();
  }

  private static boolean isLost(ToolChoice choice, ChatRequest request, String dialect) {
    boolean others = false;
    boolean named = false;
    for (var tool : request.tools()) {
      switch (tool) {
        case Tool.Function function -> {
          others = true;
          if (isNamed(choice, function.name())) return false;
        }
        case Tool.Foreign foreign -> {
          if (foreign.dialect().equals(dialect)) return false;
          var name = foreign.node().path("name").asString(foreign.type());
          named |= isNamed(choice, name) || isNamed(choice, foreign.type());
        }
      }
    }
    return choice instanceof ToolChoice.Named ? named : !others && !request.tools().isEmpty();
  }

  private static boolean isNamed(ToolChoice choice, String name) {
    return choice instanceof ToolChoice.Named named && named.name().equals(name);
  }
}
