package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.dialect.support.AnswerAssembler;
import io.llmcallgateway.model.chat.ChatEvent;
import java.util.HashMap;
import java.util.Map;

/// Holds a streamed answer to a JSON format: strips code fences as texts pass, and checks each
/// choice when it is finished.
final class FormatStage implements EventStage {
  private final FormatEnforcer enforcer;
  private final AnswerAssembler gathered;
  private final Map<Integer, CodeFenceStripper> texts = new HashMap<>(2);

  /// @param gathered what has passed all stages so far
  FormatStage(FormatEnforcer enforcer, AnswerAssembler gathered) {
    this.enforcer = enforcer;
    this.gathered = gathered;
  }

  @Override
  public void take(ChatEvent event, ChatEventSink next) {
    switch (event) {
      case ChatEvent.Text text -> {
        var sure =
            texts.computeIfAbsent(text.choice(), _ -> new CodeFenceStripper()).take(text.text());
        if (!sure.isEmpty()) next.take(new ChatEvent.Text(text.choice(), sure));
      }
      case ChatEvent.Finished finished -> {
        var text = texts.remove(finished.choice());
        var rest = text == null ? "" : text.end();
        if (!rest.isEmpty()) next.take(new ChatEvent.Text(finished.choice(), rest));
        for (var choice : gathered.answer().choices()) {
          if (choice.index() == finished.choice()) enforcer.check(choice.with(finished.finish()));
        }
        next.take(event);
      }
      default -> next.take(event);
    }
  }
}
