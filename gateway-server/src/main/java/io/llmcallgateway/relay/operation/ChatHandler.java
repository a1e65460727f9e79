package io.llmcallgateway.relay.operation;

import io.llmcallgateway.dialect.ClientDialect;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.relay.attempt.AttemptContext;
import io.llmcallgateway.relay.attempt.AttemptOutcome;
import io.llmcallgateway.relay.attempt.Lanes;
import io.llmcallgateway.relay.translation.OperationReach;
import io.llmcallgateway.relay.translation.TargetPairing;

/// Serves chats, plain and streamed, between all formats.
final class ChatHandler implements OperationHandler {
  @Override
  public Operation operation() {
    return Operation.CHAT;
  }

  @Override
  public boolean reaches(ClientDialect client, TargetDialect target) {
    return OperationReach.ALL_FORMATS.reaches(client, target);
  }

  @Override
  public AttemptOutcome attempt(AttemptContext context, TargetPairing pairing, Losses losses)
      throws InterruptedException {
    var translator = context.parts().translator();
    return Lanes.carry(context, translator.chat(pairing, losses, context.work()));
  }
}
