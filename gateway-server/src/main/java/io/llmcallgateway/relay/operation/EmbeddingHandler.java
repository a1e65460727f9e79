package io.llmcallgateway.relay.operation;

import io.llmcallgateway.dialect.ClientDialect;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.meter.Tokenizer;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.relay.attempt.AttemptContext;
import io.llmcallgateway.relay.attempt.AttemptOutcome;
import io.llmcallgateway.relay.attempt.Lanes;
import io.llmcallgateway.relay.translation.TargetPairing;

/// Serves embeddings: untouched between sides of one format, else in batches that the model takes.
final class EmbeddingHandler implements OperationHandler {
  private final Tokenizer tokenizer;

  EmbeddingHandler(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  @Override
  public Operation operation() {
    return Operation.EMBEDDING;
  }

  @Override
  public boolean reaches(ClientDialect client, TargetDialect target) {
    return client.embeddingClient() != null && target.embeddingTarget() != null;
  }

  @Override
  public AttemptOutcome attempt(AttemptContext context, TargetPairing pairing, Losses losses)
      throws InterruptedException {
    var call = context.call();
    var untouched = context.parts().translator().untouched(pairing, losses, context.work());
    if (untouched != null) return Lanes.carry(context, untouched);
    var client = call.dialect().embeddingClient();
    var target = pairing.dialect().embeddingTarget();
    if (client == null || target == null) {
      throw pairing.unsupported(
          "makes no embeddings for clients of the dialect " + call.dialect().id());
    }
    pairing.requirePath();
    call.reserveTranslation(context.held());
    return new EmbeddingLane(context, pairing, losses, tokenizer, client, target).carry();
  }
}
