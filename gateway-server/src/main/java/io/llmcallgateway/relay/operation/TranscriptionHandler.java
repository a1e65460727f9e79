package io.llmcallgateway.relay.operation;

import io.llmcallgateway.dialect.ClientDialect;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.relay.attempt.AttemptContext;
import io.llmcallgateway.relay.attempt.AttemptOutcome;
import io.llmcallgateway.relay.attempt.Lanes;
import io.llmcallgateway.relay.translation.TargetPairing;

/// Serves transcripts of sound, and their translations: the form and the answer pass untouched or
/// not at all.
final class TranscriptionHandler implements OperationHandler {
  private final Operation operation;

  TranscriptionHandler(Operation operation) {
    this.operation = operation;
  }

  @Override
  public Operation operation() {
    return operation;
  }

  @Override
  public boolean reaches(ClientDialect client, TargetDialect target) {
    return false;
  }

  @Override
  public AttemptOutcome attempt(AttemptContext context, TargetPairing pairing, Losses losses)
      throws InterruptedException {
    var prepared = context.parts().translator().untouched(pairing, losses, context.work());
    if (prepared != null) return Lanes.carryText(context, prepared);
    throw pairing.unsupported(
        "takes no sound in this form; name a model of a provider that has OpenAI's audio paths");
  }
}
