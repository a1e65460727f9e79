package io.llmcallgateway.relay.translation;

import io.llmcallgateway.model.chat.ChatEvent;
import java.util.function.Consumer;

/// Restores the client's own names of tools in tool calls.
record ToolNameStage(ToolNameMapping names) implements EventStage {
  @Override
  public void take(ChatEvent event, Consumer<ChatEvent> next) {
    next.accept(names.restore(event));
  }
}
