package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.support.AnswerSummary;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.relay.call.ClientCall;
import io.llmcallgateway.wire.ByteSink;

/// A whole answer that a client gets as the stream that it asked for.
final class WholeAnswerStream {
  private final ClientCall call;
  private final TargetModel model;
  private final ChatAnswer answer;

  /// @param answer as the client is to get it
  WholeAnswerStream(ClientCall call, TargetModel model, ChatAnswer answer) {
    this.call = call;
    this.model = model;
    this.answer = answer;
  }

  void write(ByteSink out) {
    var encoder = call.dialect().encoder(call.context(model));
    AnswerEvents.tell(answer, event -> encoder.encode(event, out));
    encoder.end(out);
  }

  Answer answer() {
    return AnswerSummary.of(answer, call.dialect().writeAnswer(answer, call.context(model)));
  }
}
