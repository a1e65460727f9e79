package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.model.chat.ChatEvent;

/// Restores the client's own names of tools in tool calls.
record ToolNameStage(ToolNameMapping names) implements EventStage {
  @Override
  public void take(ChatEvent event, ChatEventSink next) {
    next.take(names.restore(event));
  }
}
