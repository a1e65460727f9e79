package io.llmcallgateway.dialect;

import io.llmcallgateway.model.chat.ChatEvent;

/// Receives the events of an answer in their order: of one stream, on one thread.
@FunctionalInterface
public interface ChatEventSink {
  void take(ChatEvent event);
}
