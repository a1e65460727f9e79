package io.llmcallgateway.relay.operation;

import io.llmcallgateway.dialect.ClientDialect;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.relay.attempt.AttemptContext;
import io.llmcallgateway.relay.attempt.AttemptOutcome;
import io.llmcallgateway.relay.attempt.Lanes;
import io.llmcallgateway.relay.translation.TargetPairing;

/// Serves speech: the request and the sound pass untouched or not at all.
final class SpeechHandler implements OperationHandler {
  @Override
  public Operation operation() {
    return Operation.SPEECH;
  }

  @Override
  public boolean reaches(ClientDialect client, TargetDialect target) {
    return false;
  }

  @Override
  public AttemptOutcome attempt(AttemptContext context, TargetPairing pairing, Losses losses)
      throws InterruptedException {
    var prepared = context.parts().translator().untouched(pairing, losses, context.work());
    if (prepared != null) return Lanes.carryBytes(context, prepared);
    throw pairing.unsupported(
        "makes no speech in this form; name a model of a provider that has OpenAI's audio paths");
  }
}
