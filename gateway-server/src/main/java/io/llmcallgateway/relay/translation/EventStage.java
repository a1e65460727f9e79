package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.model.chat.ChatEvent;

/// A step that the events of a streamed answer pass on their way to the client. One stream, one
/// thread.
interface EventStage {
  /// Takes an event and passes on what it becomes: nothing yet, one event or several.
  void take(ChatEvent event, ChatEventSink next);

  /// Passes on what was held back, since the stream is over.
  default void end(ChatEventSink next) {}
}
