package io.llmcallgateway.relay.operation;

import io.llmcallgateway.dialect.ClientDialect;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.relay.attempt.AttemptContext;
import io.llmcallgateway.relay.attempt.AttemptOutcome;
import io.llmcallgateway.relay.attempt.Lanes;
import io.llmcallgateway.relay.translation.TargetPairing;

/// Serves legacy completions, which pass untouched or not at all.
final class CompletionHandler implements OperationHandler {
  @Override
  public Operation operation() {
    return Operation.COMPLETION;
  }

  @Override
  public boolean reaches(ClientDialect client, TargetDialect target) {
    return false;
  }

  @Override
  public AttemptOutcome attempt(AttemptContext context, TargetPairing pairing, Losses losses)
      throws InterruptedException {
    var prepared = context.parts().translator().untouched(pairing, losses, context.work());
    if (prepared != null) return Lanes.carry(context, prepared);
    throw pairing.unsupported("takes no legacy completions; use chat completions");
  }
}
