package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.model.chat.ChatEvent;
import java.util.List;

/// The stages of one stream, in their order. One stream, one thread.
final class EventPipeline implements ChatEventSink {
  private final EventStage stage;
  private final ChatEventSink next;

  private EventPipeline(EventStage stage, ChatEventSink next) {
    this.stage = stage;
    this.next = next;
  }

  /// @param stages at least one
  /// @param end takes what has passed all stages
  static EventPipeline of(List<EventStage> stages, ChatEventSink end) {
    var pipeline = new EventPipeline(stages.getLast(), end);
    for (int i = stages.size() - 2; i >= 0; i--) {
      pipeline = new EventPipeline(stages.get(i), pipeline);
    }
    return pipeline;
  }

  @Override
  public void take(ChatEvent event) {
    stage.take(event, next);
  }

  /// Passes on what the stages held back, the first stage first.
  void end() {
    stage.end(next);
    if (next instanceof EventPipeline rest) rest.end();
  }
}
